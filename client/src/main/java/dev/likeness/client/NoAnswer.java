package dev.likeness.client;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Nothing answered, or nothing that is Likeness. The message says what to do about it. */
public final class NoAnswer extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  NoAnswer(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
