package dev.likeness.search.store;

/** Thrown when no partition of the index can answer: it is starting, moving or stopping. */
public final class IndexUnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  IndexUnavailableException(String message) {
    super(message);
  }
}
