package io.bactrian.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One log line and one count for every change of a job's state, as {@code bactrian.job.outcomes}
 * with the tags {@code kind} and {@code outcome}: done, retried, deferred or parked.
 */
@Component
public class JobJournal {

  private static final Logger log = LoggerFactory.getLogger(JobJournal.class);

  private final MeterRegistry meters;

  public JobJournal(MeterRegistry meters, JobKinds kinds) {
    this.meters = meters;
    for (JobKind kind : kinds.all()) {
      for (String outcome : new String[] {"done", "retried", "deferred", "parked"}) {
        // There from the start: an alert on growth sees the first one, too.
        outcomes(kind.name(), outcome);
      }
    }
  }

  /** A worker has it; null if the lane delivered nothing to do. */
  void claimed(Job job, Exchange exchange) {
    if (job == null) {
      return;
    }
    Correlation.put(exchange, Correlation.JOB, job.id());
    log.debug("{} {} claimed", job.kind(), job.id());
  }

  void done(Job job) {
    outcomes(job.kind(), "done").increment();
    log.info("{} {} done", job.kind(), job.id());
  }

  void retried(Job job, String reason, Object next) {
    outcomes(job.kind(), "retried").increment();
    log.info("{} {} failed ({}), next attempt {}", job.kind(), job.id(), reason, next);
  }

  void postponed(Job job, Duration wait, String reason) {
    log.debug("{} {} postponed by {}: {}", job.kind(), job.id(), wait, reason);
  }

  /** What it came to is not written: somebody else works on it, or has done it. */
  void lost(Job job) {
    log.warn("{} {} is claimed by another copy now", job.kind(), job.id());
  }

  void deferred(Job job, String reason) {
    outcomes(job.kind(), "deferred").increment();
    log.warn("{} {} deferred: {}", job.kind(), job.id(), reason);
  }

  void parked(Job job, String reason) {
    outcomes(job.kind(), "parked").increment();
    log.warn("{} {} parked: {}", job.kind(), job.id(), reason);
  }

  private Counter outcomes(String kind, String outcome) {
    return meters.counter("bactrian.job.outcomes", "kind", kind, "outcome", outcome);
  }
}
