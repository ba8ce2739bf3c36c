package dev.likeness.web;

import dev.likeness.faces.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.connector.Response;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** A problem as an answer where no controller is: in the web container itself. */
public final class ContainerProblem {
  private static final int TOO_MANY_HEADERS = 431;
  private static final int TOO_LONG_A_PATH = 414;

  private ContainerProblem() {}

  /** Answers with {@code problem}. Nothing must have been written yet. */
  public static void write(Response response, Problem problem) throws IOException {
    ProblemDetail body = problem.body();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("title", String.valueOf(body.getTitle()));
    members.put("status", body.getStatus());
    members.put("detail", String.valueOf(body.getDetail()));
    if (body.getProperties() != null) {
      members.putAll(body.getProperties());
    }
    byte[] json = JsonMapper.shared().writeValueAsBytes(members);
    response.setStatus(problem.status().value());
    if (problem.retryAfterSeconds() > 0) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
    }
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }

  /** As {@link #write}, that there is nothing at a path. */
  public static void unknownRoute(Response response) throws IOException {
    write(response, of(404, ""));
  }

  /** What a status of the container's own means. */
  static Problem of(int status, String message) {
    return switch (status) {
      case 400 -> invalid(message);
      case 404 -> Problem.of(Code.UNKNOWN_ROUTE, "there is nothing at this path");
      case 408 -> Problem.of(Code.TOO_SLOW, "the request took too long to arrive");
      case 413 -> Problem.of(Reason.TOO_LARGE, "the request is larger than is accepted");
      case 501 -> Problem.of(Code.METHOD_NOT_ALLOWED, "this method is not accepted here");
      case 505 -> invalid("its version is not HTTP/1.1");
      case TOO_LONG_A_PATH, TOO_MANY_HEADERS ->
          invalid("its first line or its headers are too long");
      default ->
          Arrays.stream(Code.values())
              .filter(code -> code.status().value() == status)
              .findFirst()
              .map(code -> Problem.of(code, message.isBlank() ? reason(code) : message))
              .orElseGet(() -> other(status, message));
    };
  }

  private static Problem other(int status, String message) {
    return HttpStatus.Series.resolve(status) == HttpStatus.Series.CLIENT_ERROR
        ? invalid(message)
        : Problem.of(Code.INTERNAL, "the request failed for a reason of the service's own");
  }

  private static Problem invalid(String message) {
    return Problem.of(
        Code.BAD_REQUEST,
        message.isBlank()
            ? "the request is not valid HTTP: check its path, its headers and their size"
            : "the request is not valid HTTP: " + message);
  }

  private static String reason(Code code) {
    return "the service answers " + code.status().getReasonPhrase();
  }
}
