package dev.likeness.standalone.cli;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked. The message is what the user reads, remedy included. */
final class Failure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Failure(String message) {
    super(message);
  }

  Failure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
