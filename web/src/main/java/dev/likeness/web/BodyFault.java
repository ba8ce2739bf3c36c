package dev.likeness.web;

import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/** A body that is not read on. Whoever reads it sees an input that failed. */
public final class BodyFault extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  BodyFault(Problem problem) {
    super(problem.getMessage(), problem);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  /** What was wrong with the body, if that is what brought about {@code thrown}. */
  public static Optional<Problem> in(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyFault fault) {
        return Optional.of(fault.problem);
      }
    }
    return Optional.empty();
  }
}
