package dev.likeness.faces;

/** Thrown when text is not a face key, or not a segment of one. */
public final class InvalidFaceKeyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  InvalidFaceKeyException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Which part is at fault: {@code key}, {@code gallery}, {@code subject} or {@code face}. */
  public String field() {
    return field;
  }

  /** What is wrong, fit for the sender. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
