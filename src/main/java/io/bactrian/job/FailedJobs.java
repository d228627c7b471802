package io.bactrian.job;

import io.bactrian.failure.FailureKind;
import io.bactrian.failure.Failures;
import io.bactrian.flow.ExchangeState;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of a job that failed, by the kind of its failure and nothing else. */
@Component("failedJobs")
public class FailedJobs {

  private static final Logger log = LoggerFactory.getLogger(FailedJobs.class);

  private final JobLedger ledger;
  private final List<FailedWork> works;

  public FailedJobs(JobLedger ledger, List<FailedWork> works) {
    this.ledger = ledger;
    this.works = works;
  }

  /**
   * An infrastructure failure is waited for and spends no attempt; a permanent one gives the job
   * up; any other spends an attempt, and the last one gives up.
   *
   * @param job null if it could not even be claimed
   */
  @Transactional
  public void settle(
      @ExchangeProperty(ExchangeState.JOB) Job job,
      @ExchangeProperty(ExchangeState.FAILURE) Exception failure) {
    FailureKind kind = Failures.kind(failure);
    String reason = JobOutcome.reason(failure);
    if (job == null || kind == FailureKind.INFRASTRUCTURE) {
      ledger.defer(job, reason);
      return;
    }
    if (kind == FailureKind.UNFORESEEN) {
      log.warn("{} {} failed as it never should", job.kind(), job.id(), failure);
    }
    if (kind == FailureKind.PERMANENT || ledger.exhausted(job)) {
      giveUp(job, reason);
    } else {
      retry(job, reason);
    }
  }

  private void retry(Job job, String reason) {
    works.stream()
        .filter(work -> work.kind().equals(job.kind()))
        .findFirst()
        .ifPresentOrElse(work -> work.retry(job, reason), () -> ledger.retry(job, reason));
  }

  private void giveUp(Job job, String reason) {
    works.stream()
        .filter(work -> work.kind().equals(job.kind()))
        .findFirst()
        .ifPresentOrElse(work -> work.giveUp(job, reason), () -> ledger.park(job, reason));
  }
}
