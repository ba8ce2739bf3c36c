package dev.likeness.web.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why a service does not start without a stack trace. */
final class NoKeysAnalyzer extends AbstractFailureAnalyzer<NoKeysException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, NoKeysException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
  }
}
