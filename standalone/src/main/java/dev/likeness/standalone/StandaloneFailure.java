package dev.likeness.standalone;

import java.io.Serial;

/** The services cannot start. The message is one sentence, fit for a terminal. */
public final class StandaloneFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StandaloneFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Wraps what a context threw, in the words of its innermost cause. */
  static StandaloneFailure of(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new StandaloneFailure(
        "the services did not start: "
            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()),
        thrown);
  }
}
