package dev.likeness.index;

/** Thrown when the files of an index are damaged or incomplete. */
public final class IndexDamagedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  IndexDamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
