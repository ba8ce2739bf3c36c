package dev.likeness.search;

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

/** Tells an index that cannot answer yet as a problem the caller can act on. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class IndexUnavailableAdvice {
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unavailable(IndexUnavailableException e) {
    return ProblemAnswer.of(
        Problem.of(Code.INDEX_NOT_READY, String.valueOf(e.getMessage()) + "; try again"));
  }
}
