package io.bactrian.job;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Jobs whose effect somebody else than their worker found done, and those of which that turned out
 * to be wrong. All methods belong into the caller's transaction.
 */
@Component
public class FoundDone {

  /**
   * A job that is open again.
   *
   * @param reason why it had been given up, if it is parked again; else null
   */
  public record Reopened(UUID id, String reason) {}

  private record Settled(UUID id, UUID line) {}

  private final JdbcClient jdbc;
  private final JobAnnouncer announcer;

  public FoundDone(JdbcClient jdbc, JobAnnouncer announcer) {
    this.jdbc = jdbc;
    this.announcer = announcer;
  }

  /**
   * The job is open no longer, be it waiting or parked; one that was parked keeps the reason. In a
   * worker's hands it stays; the worker finds out.
   */
  public void done(String kind, UUID subject) {
    jdbc.sql(
            """
            update job set state = 'done', done_at = now(), updated_at = now(),
              last_error = case when state = 'parked' then last_error end
            where kind = :kind and subject = :subject and state <> 'done' and claimed_by is null
            returning id, line""")
        .param("kind", kind)
        .param("subject", subject)
        .query(Settled.class)
        .list()
        .forEach(
            job -> {
              announcer.changed(job.id());
              announcer.settled(job.line());
            });
  }

  /**
   * It was not done after all: it is parked again if it was parked, else due at once. Either way at
   * the end of the line, on which the caller has to hold a lock.
   *
   * @return empty if the job is not done, or not there any more
   */
  public Optional<Reopened> undo(String kind, UUID subject, UUID line) {
    Optional<Reopened> reopened =
        jdbc.sql(
                """
                update job set state = case when last_error is null then 'pending' else 'parked' end,
                  done_at = null, line = :line, position = nextval('job_position'),
                  next_attempt_at = now(), queued_at = null, requeues = 0, waits_for = null,
                  updated_at = now()
                where state = 'done' and id = (
                  select id from job where kind = :kind and subject = :subject
                  order by state = 'done', created_at desc limit 1)
                returning id, last_error as reason""")
            .param("kind", kind)
            .param("subject", subject)
            .param("line", line)
            .query(Reopened.class)
            .optional();
    reopened.ifPresent(job -> announcer.changed(job.id()));
    return reopened;
  }
}
