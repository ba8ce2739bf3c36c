package dev.likeness.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what the web container refuses by itself as {@code application/problem+json}, and what no
 * controller has caught. Made by the container, by name.
 */
public final class ProblemReport extends ErrorReportValve {
  private static final Logger log = LoggerFactory.getLogger(ProblemReport.class);
  private static final int FIRST_ERROR = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      String message = response.getMessage();
      response.resetBuffer();
      ContainerProblem.write(
          response,
          BodyMeter.faultOf(request)
              .orElseGet(() -> ContainerProblem.of(status, message == null ? "" : message)));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      log.debug("the caller does not hear of a refusal", e);
    }
  }
}
