package dev.likeness.search.http;

import dev.likeness.search.store.IndexUnavailableException;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import dev.likeness.web.ProblemAnswer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a problem with a remedy when the index cannot answer yet. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class IndexUnavailableAdvice {
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unavailable(IndexUnavailableException e) {
    return ProblemAnswer.of(
        Problem.of(Code.INDEX_NOT_READY, String.valueOf(e.getMessage()) + "; try again"));
  }
}
