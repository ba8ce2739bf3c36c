package dev.likeness.topics;

/** Thrown when metadata is no JSON object, or over its size. The message is fit for the sender. */
public final class InvalidMetadataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidMetadataException(String message) {
    super(message);
  }

  /** What is wrong, fit for the sender. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
