package io.bactrian.job;

import io.bactrian.failure.Failures;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What routes say of the job they have in hand (the exchange property {@code job}). */
@Component("jobOutcome")
public class JobOutcome {

  private static final Logger log = LoggerFactory.getLogger(JobOutcome.class);

  private final JobLedger ledger;

  public JobOutcome(JobLedger ledger) {
    this.ledger = ledger;
  }

  public void done(@ExchangeProperty("job") Job job) {
    ledger.done(job);
  }

  /** Whether a failure now is the last one. */
  public boolean exhausted(@ExchangeProperty("job") Job job) {
    return ledger.exhausted(job);
  }

  public void retry(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    ledger.retry(job, reason(failure));
  }

  /** After an infrastructure failure: spends no attempt. */
  public void defer(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    ledger.defer(job, reason(failure));
  }

  /**
   * After what no error handler knows: an infrastructure failure spends no attempt; what nobody
   * foresaw would fail the same way for ever, so it spends one, and is parked in the end.
   */
  public void brokenOff(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    if (job == null || Failures.isInfrastructure(failure)) {
      defer(job, failure);
      return;
    }
    log.warn("{} {} failed as it never should", job.kind(), job.id(), failure);
    if (ledger.exhausted(job)) {
      park(job, failure);
    } else {
      retry(job, failure);
    }
  }

  public void park(
      @ExchangeProperty("job") Job job,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    ledger.park(job, reason(failure));
  }

  public void publishFailed(
      @ExchangeProperty("ref") JobRef ref,
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
