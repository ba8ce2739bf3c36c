package dev.likeness.cli;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked. The message is what the user reads, remedy included. */
public final class Failure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public Failure(String message) {
    super(message);
  }

  public Failure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
