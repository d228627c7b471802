package io.bactrian.job;

import io.bactrian.flow.ExchangeState;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** What routes say of the job they have in hand (the exchange property {@code job}). */
@Component("jobOutcome")
public class JobOutcome {

  private final JobLedger ledger;

  public JobOutcome(JobLedger ledger) {
    this.ledger = ledger;
  }

  public void done(@ExchangeProperty(ExchangeState.JOB) Job job) {
    ledger.done(job);
  }

  /** Given up for what was caught. */
  public void park(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    ledger.park(job, reason(failure));
  }

  public void publishFailed(
      @ExchangeProperty(ExchangeState.REF) JobRef ref,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    ledger.publishFailed(ref, reason(failure));
  }

  /** A failure in one line, for an operator. */
  public static String reason(Exception failure) {
    return Optional.ofNullable(failure)
        .map(
            e -> {
              String message = e.getMessage();
              return message == null || message.isBlank()
                  ? e.getClass().getSimpleName()
                  : message.lines().findFirst().orElse(message);
            })
        .orElse("unknown");
  }
}
