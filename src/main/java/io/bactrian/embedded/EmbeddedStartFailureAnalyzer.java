package io.bactrian.embedded;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Puts the one clear line in place of a stack trace. */
final class EmbeddedStartFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedStartException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedStartException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
  }
}
