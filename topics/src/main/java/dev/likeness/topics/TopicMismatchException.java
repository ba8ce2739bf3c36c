package dev.likeness.topics;

/** Thrown when an existing topic cannot carry the record contract. The message says what to do. */
public final class TopicMismatchException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  TopicMismatchException(String message) {
    super(message);
  }
}
