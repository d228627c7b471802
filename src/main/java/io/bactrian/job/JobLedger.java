package io.bactrian.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
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
  private static final int ERROR_LENGTH = 500;

  private final JdbcClient jdbc;
  private final JobKinds kinds;
  private final HubPresence hub;
  private final JobsInHand inHand;
  private final LedgerSettings settings;
  private final JobAnnouncer announcer;
  private final ObjectMapper json;
  private final Clock clock;

  public JobLedger(
      JdbcClient jdbc,
      JobKinds kinds,
      HubPresence hub,
      JobsInHand inHand,
      LedgerSettings settings,
      JobAnnouncer announcer,
      ObjectMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.kinds = kinds;
    this.hub = hub;
    this.inHand = inHand;
    this.settings = settings;
    this.announcer = announcer;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Opens a job in the caller's transaction; to be published after its commit.
   *
   * @return empty if the subject has an open job of that kind already
   */
  public Optional<JobRef> open(String kind, UUID subject, Instant expiresAt) {
    return open(UUID.randomUUID(), kind, subject, expiresAt);
  }

  /** The same with an id of the caller's choice. */
  public Optional<JobRef> open(UUID id, String kind, UUID subject, Instant expiresAt) {
    Instant due = clock.instant().plus(kinds.get(kind).requeueAfter());
    int rows =
        jdbc.sql(
                """
                insert into job (id, kind, subject, next_attempt_at, expires_at, queued_at)
                values (:id, :kind, :subject, :due, :expires, now())
                on conflict (kind, subject) where state <> 'done' do nothing""")
            .param("id", id)
            .param("kind", kind)
            .param("subject", subject)
            .param("due", Timestamp.from(due))
            .param("expires", expiresAt == null ? null : Timestamp.from(expiresAt))
            .update();
    if (rows == 0) {
      return Optional.empty();
    }
    announcer.changed(id);
    return Optional.of(new JobRef(id, kind));
  }

  /** Keeps a job that is parked from the start, in the caller's transaction. */
  public void openParked(UUID id, String kind, UUID subject, String reason) {
    jdbc.sql(
            """
            insert into job (id, kind, subject, state, next_attempt_at, last_error)
            values (:id, :kind, :subject, 'parked', now(), :reason)
            on conflict (kind, subject) where state <> 'done' do nothing""")
        .param("id", id)
        .param("kind", kind)
        .param("subject", subject)
        .param("reason", shorten(reason))
        .update();
    announcer.changed(id);
  }

  /**
   * Claims the job that a lane delivered, until the exchange is complete.
   *
   * @param body the lane's message: a {@link JobRef} as JSON
   * @return null if there is nothing to do: done, parked, or in the hands of a living copy
   * @throws UnreadableJobException if the message is none of ours
   */
  public Job claim(@Body String body, Exchange exchange) {
    JobRef ref = read(body);
    if (!inHand.take(ref.id(), exchange)) {
      return null;
    }
    return jdbc.sql(
            """
            update job set claimed_by = :hub, started_at = now(), updated_at = now()
            where id = :id and state = 'pending'
              and (claimed_by is null or claimed_by not in
                (select id from hub where seen_at > now() - make_interval(secs => :dead)))
            returning id, kind, subject, attempts, expires_at, replayed_at""")
        .param("hub", hub.id())
        .param("id", ref.id())
        .param("dead", settings.presumedDead().toSeconds())
        .query(
            (row, n) ->
                new Job(
                    row.getObject("id", UUID.class),
                    row.getString("kind"),
                    row.getObject("subject", UUID.class),
                    row.getInt("attempts"),
                    instant(row.getTimestamp("expires_at")),
                    instant(row.getTimestamp("replayed_at"))))
        .optional()
        .orElse(null);
  }

  private JobRef read(String body) {
    try {
      JobRef ref = json.readValue(body, JobRef.class);
      if (ref == null || ref.id() == null) {
        throw new UnreadableJobException(null);
      }
      return ref;
    } catch (JsonProcessingException e) {
      throw new UnreadableJobException(e);
    }
  }

  /** The job's effect is durable; spends the attempt. Belongs into the effect's transaction. */
  @Transactional
  public void done(Job job) {
    jdbc.sql(
            """
            update job set state = 'done', attempts = attempts + 1, claimed_by = null,
              done_at = now(), updated_at = now(), last_error = null
            where id = :id and state = 'pending'""")
        .param("id", job.id())
        .update();
    announcer.changed(job.id());
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
  public Instant retry(Job job, String error) {
    return retry(job, error, null);
  }

  /** The same, not before the time the source asked for ({@code Retry-After}), if not null. */
  @Transactional
  public Instant retry(Job job, String error, Duration notBefore) {
    Instant now = clock.instant();
    RetrySchedule schedule = kinds.get(job.kind()).retry();
    Instant next =
        schedule.next(job.attempts() + 1, job.expiresAt(), now, ThreadLocalRandom.current());
    if (notBefore != null && next.isBefore(now.plus(notBefore))) {
      next = now.plus(notBefore);
    }
    release(job, next, error, 1);
    log.info("{} {} failed ({}), next attempt {}", job.kind(), job.id(), error, next);
    return next;
  }

  /** A fault of our own house: the attempt is not spent, the job waits a little. */
  @Transactional
  public void defer(Job job, String error) {
    if (job == null) {
      // Not even claimed: the row is untouched and comes due by itself.
      log.warn("a delivered job could not be claimed: {}", error);
      return;
    }
    release(job, clock.instant().plus(settings.houseDelay()), error, 0);
    log.warn("{} {} deferred: {}", job.kind(), job.id(), error);
  }

  /** Gives the job up for now; the row keeps everything that a replay needs. */
  @Transactional
  public void park(Job job, String reason) {
    jdbc.sql(
            """
            update job set state = 'parked', attempts = attempts + 1, claimed_by = null,
              last_error = :error, updated_at = now()
            where id = :id and state = 'pending'""")
        .param("error", shorten(reason))
        .param("id", job.id())
        .update();
    announcer.changed(job.id());
    log.warn("{} {} parked: {}", job.kind(), job.id(), reason);
  }

  /** No lane took the job: it is due again soon. */
  public void publishFailed(JobRef ref, String error) {
    jdbc.sql(
            """
            update job set next_attempt_at = :next, last_error = :error, updated_at = now()
            where id = :id and state = 'pending' and claimed_by is null""")
        .param("next", Timestamp.from(clock.instant().plus(settings.houseDelay())))
        .param("error", shorten(error))
        .param("id", ref.id())
        .update();
  }

  /** Makes a job due now that waits for its next attempt. */
  public void hasten(String kind, UUID subject) {
    jdbc.sql(
            """
            update job set next_attempt_at = now(), updated_at = now()
            where kind = :kind and subject = :subject and state = 'pending'
              and claimed_by is null and last_error is not null and next_attempt_at > now()""")
        .param("kind", kind)
        .param("subject", subject)
        .update();
  }

  private void release(Job job, Instant next, String error, int spent) {
    jdbc.sql(
            """
            update job set claimed_by = null, attempts = attempts + :spent, requeues = 0,
              next_attempt_at = :next, last_error = :error, updated_at = now()
            where id = :id and state = 'pending'""")
        .param("spent", spent)
        .param("next", Timestamp.from(next))
        .param("error", shorten(error))
        .param("id", job.id())
        .update();
    announcer.changed(job.id());
  }

  private static String shorten(String error) {
    if (error == null) {
      return "unknown";
    }
    String clean = error.replace("\u0000", "");
    return clean.length() > ERROR_LENGTH ? clean.substring(0, ERROR_LENGTH) : clean;
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
