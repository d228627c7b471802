package io.bactrian.job;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Jobs that wait until their instance is connected to WhatsApp; they come due when it is. */
@Component
public class InstanceWaits {

  private final JdbcClient jdbc;
  private final JobLedger ledger;
  private final JobAnnouncer announcer;
  private final JobJournal journal;
  private final Clock clock;

  public InstanceWaits(
      JdbcClient jdbc, JobLedger ledger, JobAnnouncer announcer, JobJournal journal, Clock clock) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.announcer = announcer;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * The job's instance is not connected: the attempt is not spent, and the job comes back after the
   * delay, or when the instance is.
   */
  @Transactional
  public void defer(Job job, String instance, Duration delay) {
    ledger.postpone(job, delay, instance + " is not connected");
    begin(job, instance);
    announcer.afterCommit(() -> journal.deferred(job, "its instance is not connected"));
  }

  /** The job may be done as soon as the instance is connected; in the caller's transaction. */
  public void begin(Job job, String instance) {
    jdbc.sql(
            """
            update job set waits_for = :instance, waits_since = coalesce(waits_since, now())
            where id = :id and state = 'pending'""")
        .param("instance", instance)
        .param("id", job.id())
        .update();
  }

  /** For how long the job has waited for its instance; empty if it has not. */
  public Optional<Duration> since(Job job) {
    return jdbc.sql("select waits_since from job where id = :id and waits_since is not null")
        .param("id", job.id())
        .query(Timestamp.class)
        .optional()
        .map(since -> Duration.between(since.toInstant(), clock.instant()));
  }
}
