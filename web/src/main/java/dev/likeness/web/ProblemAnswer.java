package dev.likeness.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A problem as an HTTP answer (RFC 9457), with Retry-After where trying again may help. */
public final class ProblemAnswer {
  private ProblemAnswer() {}

  /** The answer that tells {@code problem}. */
  public static ResponseEntity<ProblemDetail> of(Problem problem) {
    return answer(problem).body(problem.body());
  }

  /** As above, with a header. */
  static ResponseEntity<ProblemDetail> of(Problem problem, String header, String value) {
    return answer(problem).header(header, value).body(problem.body());
  }

  private static ResponseEntity.BodyBuilder answer(Problem problem) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status());
    if (problem.retryAfterSeconds() > 0) {
      answer.header(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
    }
    return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }
}
