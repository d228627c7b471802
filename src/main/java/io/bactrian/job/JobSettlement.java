package io.bactrian.job;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Ends claims. Every statement asks for the claim itself: a copy that was presumed dead while the
 * database was away from it says nothing of a job that another one has in hand by now.
 */
@Component
class JobSettlement {

  private static final String HELD =
      " where id = :id and state = 'pending' and claimed_by = :hub and started_at = :at";

  private record Settled(UUID id, UUID line, OffsetDateTime startedAt) {

    boolean is(Job job) {
      return id.equals(job.id()) && startedAt.isEqual(job.claim().at());
    }
  }

  private final JdbcClient jdbc;
  private final LedgerSettings settings;
  private final JobAnnouncer announcer;
  private final Gathering<Job, Settled> finished;

  JobSettlement(JdbcClient jdbc, LedgerSettings settings, JobAnnouncer announcer) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.announcer = announcer;
    this.finished = new Gathering<>(settings.batch(), this::finish);
  }

  /** Whether the claim still holds; if so, nobody else ends it before the transaction does. */
  boolean holds(Job job) {
    return held("select id from job" + HELD + " for no key update", job)
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  /** Whether somebody else has the job in hand, or has done it. */
  boolean isOthers(Job job) {
    return held(
            """
            select exists (select 1 from job where id = :id and (state = 'done'
              or (state = 'pending' and (claimed_by is distinct from :hub
                or started_at is distinct from :at))))""",
            job)
        .query(Boolean.class)
        .single();
  }

  /**
   * Done. Outside of a transaction, jobs that are done at the same time are written in one
   * statement.
   *
   * @return false if the claim was lost, as all of these
   */
  boolean done(Job job) {
    return announce(
        TransactionSynchronizationManager.isActualTransactionActive()
            ? finish(List.of(job)).get(job)
            : finished.ask(job));
  }

  private Map<Job, Settled> finish(List<Job> jobs) {
    List<Settled> settled =
        jdbc.sql(
                """
                update job set state = 'done', attempts = attempts + 1, claimed_by = null,
                  done_at = now(), updated_at = now(), last_error = null
                where id = any(:ids) and state = 'pending' and (id, claimed_by, started_at) in (
                  select * from unnest(cast(:ids as uuid[]), cast(:hubs as uuid[]),
                    cast(:times as timestamptz[])))
                returning id, line, started_at""")
            .param("ids", jobs.stream().map(Job::id).toArray(UUID[]::new))
            .param("hubs", jobs.stream().map(job -> job.claim().hub()).toArray(UUID[]::new))
            .param(
                "times",
                jobs.stream().map(job -> job.claim().at().toString()).toArray(String[]::new))
            .query(Settled.class)
            .list();
    Map<Job, Settled> answers = new HashMap<>();
    settled.forEach(
        each ->
            jobs.stream().filter(each::is).findFirst().ifPresent(job -> answers.put(job, each)));
    return answers;
  }

  boolean park(Job job, String reason) {
    return announce(
        held(
                "update job set state = 'parked', attempts = attempts + 1, claimed_by = null,"
                    + " last_error = :error, updated_at = now()"
                    + HELD
                    + " returning id, line, started_at",
                job)
            .param("error", ErrorText.shorten(reason))
            .query(Settled.class)
            .optional()
            .orElse(null));
  }

  /**
   * Due by the database's clock, which is the one that is asked: copies' own ones may differ. Until
   * then no message of it that is left in a lane counts.
   *
   * @param notBefore for how long nothing makes it due, or null
   */
  boolean release(Job job, Duration wait, Duration notBefore, String error, int spent) {
    int rows =
        held(
                "update job set claimed_by = null, attempts = attempts + :spent, requeues = 0,"
                    + " queued_at = null, deaths = null, deadly_after = null,"
                    + " waits_for = null, last_error = :error, updated_at = now(),"
                    + " next_attempt_at = now() + cast(:wait as float) * interval '1 ms',"
                    + " not_before = now() + cast(:notBefore as float) * interval '1 ms'"
                    + HELD,
                job)
            .param("spent", spent)
            .param("wait", wait.toMillis())
            .param("notBefore", notBefore == null ? null : notBefore.toMillis())
            .param("error", ErrorText.shorten(error))
            .update();
    if (rows == 1) {
      announcer.changed(job.id());
    }
    return rows == 1;
  }

  /** An infrastructure failure: it waits a little, and the attempt is not spent. */
  boolean defer(Job job, String error) {
    return release(job, settings.infrastructureDelay(), null, error, 0);
  }

  /** No lane took the job: it is due again soon, and its time in a lane begins again. */
  void publishFailed(JobRef ref, String error) {
    jdbc.sql(
            """
            update job set next_attempt_at = now() + cast(:wait as float) * interval '1 ms',
              requeues = 0, last_error = :error, updated_at = now()
            where id = :id and state = 'pending' and claimed_by is null""")
        .param("wait", settings.infrastructureDelay().toMillis())
        .param("error", ErrorText.shorten(error))
        .param("id", ref.id())
        .update();
  }

  boolean spend(Job job) {
    return held("update job set attempts = attempts + 1, updated_at = now()" + HELD, job).update()
        == 1;
  }

  private JdbcClient.StatementSpec held(String sql, Job job) {
    return jdbc.sql(sql)
        .param("id", job.id())
        .param("hub", job.claim().hub())
        .param("at", job.claim().at());
  }

  private boolean announce(Settled job) {
    if (job == null) {
      return false;
    }
    announcer.changed(job.id());
    announcer.settled(job.line());
    return true;
  }
}
