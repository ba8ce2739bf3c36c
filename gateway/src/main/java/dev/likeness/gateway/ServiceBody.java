package dev.likeness.gateway;

import dev.likeness.web.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.function.Function;

/** The body of a service's answer; one that breaks off fails as nothing else does. */
final class ServiceBody extends FilterInputStream {
  private final Function<IOException, Problem> told;

  /**
   * @param told what a caller is told of a failure
   */
  ServiceBody(InputStream body, Function<IOException, Problem> told) {
    super(body);
    this.told = told;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw new BrokeOff(told.apply(e));
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      throw new BrokeOff(told.apply(e));
    }
  }

  /**
   * It has no cause, because some are taken for that of a caller who is gone, and no stack trace,
   * because the container logs it.
   */
  static final class BrokeOff extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private BrokeOff(Problem problem) {
      super(problem.getMessage());
      this.problem = problem;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }

    Problem problem() {
      return problem;
    }
  }
}
