package dev.likeness.index;

/**
 * Thrown when the files of an index are damaged or incomplete, or of a format that this version
 * does not read.
 */
public final class IndexDamagedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  IndexDamagedException(String message) {
    super(message);
  }

  IndexDamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
