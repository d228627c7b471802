package io.bactrian.job;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs that may be done as soon as their instance is connected to WhatsApp, or another way. */
@Component
public class WaitingJobs {

  private final JdbcClient jdbc;
  private final Parked parked;
  private final Clock clock;

  public WaitingJobs(JdbcClient jdbc, Parked parked, Clock clock) {
    this.jdbc = jdbc;
    this.parked = parked;
    this.clock = clock;
  }

  /** The job, put back already, waits for this instance; in the caller's transaction. */
  public void await(Job job, String instance) {
    jdbc.sql(
            """
            update job set waits_for = :instance, waits_since = coalesce(waits_since, now())
            where id = :id and state = 'pending' and claimed_by is null""")
        .param("instance", instance)
        .param("id", job.id())
        .update();
  }

  /** Since when the job has waited for its instance, on and off; empty if it never has. */
  public Optional<Duration> waited(Job job) {
    return jdbc.sql("select waits_since from job where id = :id and waits_since is not null")
        .param("id", job.id())
        .query(Timestamp.class)
        .optional()
        .map(since -> Duration.between(since.toInstant(), clock.instant()));
  }

  /**
   * Makes due what waits for this instance, which is connected, but for what a source asked to be
   * left alone with; in the caller's transaction.
   */
  public void hasten(String instance) {
    jdbc.sql(
            """
            update job set next_attempt_at = greatest(now(), not_before), waits_for = null,
              updated_at = now()
            where waits_for = :instance and state = 'pending' and claimed_by is null""")
        .param("instance", instance)
        .update();
  }

  /** Makes a job due now that waits for its next attempt, unless it waits for its instance. */
  public void hasten(String kind, UUID subject) {
    hasten(kind, subject, false);
  }

  /**
   * There is a new way to do a job: one that was given up is put back, and one that waits is due
   * now, be it for its instance that it waits.
   */
  public void tryAgain(String kind, UUID subject) {
    parked.replay(subject);
    hasten(kind, subject, true);
  }

  private void hasten(String kind, UUID subject, boolean anyway) {
    jdbc.sql(
            """
            update job set next_attempt_at = greatest(now(), not_before), updated_at = now()
            where kind = :kind and subject = :subject and state = 'pending'
              and claimed_by is null and (waits_for is null or :anyway)
              and last_error is not null and next_attempt_at > now()""")
        .param("kind", kind)
        .param("subject", subject)
        .param("anyway", anyway)
        .update();
  }
}
