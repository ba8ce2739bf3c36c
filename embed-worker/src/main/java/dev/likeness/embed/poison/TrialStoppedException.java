package dev.likeness.embed.poison;

import java.io.Serial;

/** A trial was told to stop before it knew: the record has no outcome yet and comes again. */
public final class TrialStoppedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  TrialStoppedException(String message) {
    super(message);
  }
}
