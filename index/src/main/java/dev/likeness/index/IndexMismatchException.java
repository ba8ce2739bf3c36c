package dev.likeness.index;

/** Thrown when a directory holds an index of another model or dimension. */
public final class IndexMismatchException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  IndexMismatchException(String message) {
    super(message);
  }
}
