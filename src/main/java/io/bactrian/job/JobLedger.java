package io.bactrian.job;

import io.bactrian.TimeOrderedId;
import io.bactrian.flow.ExchangeState;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ledger of jobs: a row is written with what caused it, says when the job is due, who works on
 * it, and what came of it. The lanes may lose anything; the ledger brings it back.
 */
@Component("jobLedger")
public class JobLedger {

  private static final Logger log = LoggerFactory.getLogger(JobLedger.class);

  private final JdbcClient jdbc;
  private final JobKinds kinds;
  private final JobClaims claims;
  private final JobAnnouncer announcer;
  private final JobJournal journal;
  private final Clock clock;
  private final JobSettlement settlement;

  public JobLedger(
      JdbcClient jdbc,
      JobKinds kinds,
      JobClaims claims,
      JobSettlement settlement,
      JobAnnouncer announcer,
      JobJournal journal,
      Clock clock) {
    this.jdbc = jdbc;
    this.kinds = kinds;
    this.claims = claims;
    this.announcer = announcer;
    this.journal = journal;
    this.clock = clock;
    this.settlement = settlement;
  }

  /**
   * Opens a job in the caller's transaction, which is published on its lane after the commit.
   *
   * @return empty if the subject has an open job of that kind already
   */
  public Optional<JobRef> open(String kind, UUID subject, Instant expiresAt) {
    return open(TimeOrderedId.next(), kind, subject, expiresAt);
  }

  /** The same with an id of the caller's choice. */
  public Optional<JobRef> open(UUID id, String kind, UUID subject, Instant expiresAt) {
    return open(id, kind, subject, expiresAt, null);
  }

  /**
   * Opens a job that is done after all earlier ones of its line. The caller's transaction has to
   * hold a lock on the line, or who is earlier is not told.
   */
  public Optional<JobRef> openInLine(UUID line, String kind, UUID subject) {
    return open(TimeOrderedId.next(), kind, subject, null, line);
  }

  /** What is open in one line stands in another from now on; in the caller's transaction. */
  public void joinLines(UUID from, UUID to) {
    jdbc.sql("update job set line = :to where line = :from and state <> 'done'")
        .param("to", to)
        .param("from", from)
        .update();
  }

  private Optional<JobRef> open(UUID id, String kind, UUID subject, Instant expiresAt, UUID line) {
    Optional<JobRef> opened =
        jdbc.sql(
                """
                insert into job (id, kind, subject, next_attempt_at, expires_at, queued_at, line)
                values (:id, :kind, :subject, now() + cast(:wait as float) * interval '1 ms',
                  :expires, now(), :line)
                on conflict (kind, subject) where state <> 'done' do nothing
                returning id, kind,"""
                    + JobOwner.SQL
                    + " as owner")
            .param("id", id)
            .param("kind", kind)
            .param("subject", subject)
            .param("wait", kinds.get(kind).requeueAfter().toMillis())
            .param("expires", expiresAt == null ? null : Timestamp.from(expiresAt))
            .param("line", line)
            .query(JobOwner::ref)
            .optional();
    opened.ifPresent(announcer::opened);
    return opened;
  }

  /**
   * Claims the job that a lane delivered, until the exchange is complete.
   *
   * @param body the lane's message: a {@link JobRef} as JSON
   * @param kind of the lane: a job of another kind is not to be had from it
   * @return null if there is nothing to do: done, parked, put back for later, in the hands of a
   *     living copy, not yet its turn in its line, or no job of that kind
   * @throws UnreadableJobException if the message names none, and the broker is to keep it
   */
  public Job claim(
      @Body String body, @ExchangeProperty(ExchangeState.KIND) String kind, Exchange exchange) {
    Job job = claims.claim(body, kind, exchange);
    journal.claimed(job, exchange);
    return job;
  }

  /**
   * Whether the job is still in the hands of who claimed it, and stays there until the caller's
   * transaction ends. Who was presumed dead meanwhile has no say in it any more.
   */
  public boolean holds(Job job) {
    return settlement.holds(job);
  }

  /** Whether somebody else has the job in hand, or has done it; not so one that is parked. */
  public boolean isOthers(Job job) {
    return settlement.isOthers(job);
  }

  /**
   * The job's effect is durable; spends the attempt. Belongs into the effect's transaction.
   *
   * @return false if the claim was lost, as with all that is said of a claimed job: nothing was
   *     written, and the job is its new holder's
   */
  public boolean done(Job job) {
    return told(job, settlement.done(job), () -> journal.done(job));
  }

  private boolean told(Job job, boolean written, Runnable entry) {
    announcer.afterCommit(written ? entry : () -> journal.lost(job));
    return written;
  }

  /** The source of an open job lasts until then, if not longer; in the caller's transaction. */
  public void extend(String kind, UUID subject, Instant expiresAt) {
    jdbc.sql(
            """
            update job set expires_at = greatest(expires_at, :expires), updated_at = now()
            where kind = :kind and subject = :subject and state <> 'done'""")
        .param("expires", Timestamp.from(expiresAt))
        .param("kind", kind)
        .param("subject", subject)
        .update();
  }

  /** Whether a job that fails once more now is to be given up. */
  public boolean exhausted(Job job) {
    return kinds
        .get(job.kind())
        .retry()
        .exhausted(job.attempts() + 1, job.expiresAt(), clock.instant());
  }

  /** The attempt failed: spends it and sets the next one by the kind's schedule. */
  @Transactional
  public boolean retry(Job job, String error) {
    return retry(job, error, null);
  }

  /** The same, not before the time that {@code Retry-After} asked for, if not null. */
  @Transactional
  public boolean retry(Job job, String error, Duration notBefore) {
    Instant now = clock.instant();
    RetrySchedule schedule = kinds.get(job.kind()).retry();
    Instant next =
        schedule.next(
            job.attempts() + 1, job.expiresAt(), now, ThreadLocalRandom.current(), notBefore);
    Duration wait = Duration.between(now, next);
    // No longer than the wait, which expiry may have cut.
    Duration least = notBefore == null || notBefore.compareTo(wait) < 0 ? notBefore : wait;
    boolean released = settlement.release(job, wait, least, error, 1);
    return told(job, released, () -> journal.retried(job, error, next));
  }

  /** An infrastructure failure: the attempt is not spent, the job waits a little. */
  @Transactional
  public void defer(Job job, String error) {
    if (job == null) { // not even claimed: the row comes due by itself
      log.warn("a delivered job could not be claimed: {}", error);
      return;
    }
    told(job, settlement.defer(job, error), () -> journal.deferred(job, error));
  }

  /** Nobody's fault, only not yet: the attempt is not spent. */
  @Transactional
  public boolean postpone(Job job, Duration wait, String reason) {
    boolean released = settlement.release(job, wait, null, reason, 0);
    return told(job, released, () -> journal.postponed(job, wait, reason));
  }

  /**
   * One attempt has failed and another begins in the same hands.
   *
   * @return false if the claim was lost
   */
  @Transactional
  public boolean spend(Job job) {
    return settlement.spend(job);
  }

  /** Gives the job up for now; the row keeps everything that a replay needs. */
  @Transactional
  public boolean park(Job job, String reason) {
    return told(job, settlement.park(job, reason), () -> journal.parked(job, reason));
  }

  /** No lane took the job: it is due again soon, and its time in a lane begins again. */
  public void publishFailed(JobRef ref, String error) {
    settlement.publishFailed(ref, error);
  }
}
