package io.bactrian;

import io.bactrian.job.GoldenRuleViolation;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in plain lines, without a stack trace, which settings keep the program from starting. */
public class SettingsFailureAnalyzer implements FailureAnalyzer {

  @Override
  public FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SettingsException) {
        return new FailureAnalysis(
            cause.getMessage(), "Set what is named above; docs/SETTINGS.md has the table.", cause);
      }
      if (cause instanceof GoldenRuleViolation) {
        return new FailureAnalysis(
            "The golden rule is broken:" + System.lineSeparator() + cause.getMessage(),
            "Redis is for what is latency-critical and can be reprocessed, RabbitMQ for what must"
                + " not be lost: correct the kind in routes/application.properties.",
            cause);
      }
    }
    return null;
  }
}
