package dev.likeness.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything that reads a request: paths that would be cut and bodies that are coded
 * are refused here, and a body is read through a {@link BodyMeter}, by whomever.
 */
final class RequestGuard extends ValveBase {
  private static final int FIRST_ERROR = 400;

  private final List<BodyLimit> limits;
  private final BodyBudget budget;

  /**
   * @param limits of the routes that need others than {@link BodyLimit#ONE_PHOTO}
   */
  RequestGuard(List<BodyLimit> limits, BodyBudget budget) {
    super(true);
    this.limits =
        limits.stream()
            .sorted(
                Comparator.comparingInt((BodyLimit limit) -> limit.prefix().length()).reversed())
            .toList();
    this.budget = budget;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    org.apache.coyote.Request coyote = request.getCoyoteRequest();
    if (response.getStatus() >= FIRST_ERROR) {
      getNext().invoke(request, response); // the container has refused it, and tells so
      return;
    }
    long length = coyote.getContentLengthLong();
    if (length <= 0 && request.getHeader("Transfer-Encoding") == null) {
      answer(request, response, refusal(request, false));
      return;
    }
    InputBuffer body = coyote.getInputBuffer();
    try (BodyMeter meter = new BodyMeter(coyote, budget.open(), limit(request))) {
      coyote.setInputBuffer(meter);
      Problem refusal = refusal(request, true);
      if (refusal == null) {
        try {
          meter.begin();
        } catch (BodyFault e) {
          refusal = e.problem();
        }
      }
      answer(request, response, refusal);
      response.finishResponse();
      boolean waits = refusal != null && coyote.hasExpectation();
      if (waits || !meter.discard()) {
        coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      }
    } finally {
      coyote.setInputBuffer(body);
    }
  }

  private void answer(Request request, Response response, @Nullable Problem refusal)
      throws IOException, ServletException {
    if (refusal == null) {
      getNext().invoke(request, response);
    } else {
      ContainerProblem.write(response, refusal);
    }
  }

  private static @Nullable Problem refusal(Request request, boolean body) {
    String path = request.getRequestURI();
    if (path != null && path.indexOf(';') >= 0) {
      return Problem.of(Code.BAD_REQUEST, "the path contains ';', which no path and no name has");
    }
    String coding = request.getHeader("Content-Encoding");
    return body && coding != null && !coding.toLowerCase(Locale.ROOT).equals("identity")
        ? Problem.of(
            Code.UNSUPPORTED_MEDIA_TYPE,
            "Content-Encoding is '" + coding + "'; send the body as it is, without one")
        : null;
  }

  private long limit(Request request) {
    String path = request.getDecodedRequestURI();
    return limits.stream()
        .filter(limit -> path != null && path.startsWith(limit.prefix()))
        .mapToLong(BodyLimit::bytes)
        .findFirst()
        .orElse(BodyLimit.ONE_PHOTO);
  }
}
