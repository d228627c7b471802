package io.bactrian.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Claims jobs for this copy of the program, those asked for at the same time in one statement. */
@Component
class JobClaims {

  private record Claimed(Job job, Duration waited) {}

  private final JdbcClient jdbc;
  private final JobKinds kinds;
  private final HubPresence hub;
  private final JobsInHand inHand;
  private final JobTimers timers;
  private final LedgerSettings settings;
  private final Gathering<JobRef, Claimed> gathering;

  JobClaims(
      JdbcClient jdbc,
      JobKinds kinds,
      HubPresence hub,
      JobsInHand inHand,
      JobTimers timers,
      LedgerSettings settings) {
    this.jdbc = jdbc;
    this.kinds = kinds;
    this.hub = hub;
    this.inHand = inHand;
    this.timers = timers;
    this.settings = settings;
    this.gathering = new Gathering<>(settings.batch(), this::claim);
  }

  /**
   * The job, in this copy's hands until the exchange is complete; null if it is not to be had, or
   * is of another kind.
   */
  Job claim(JobRef ref, Exchange exchange) {
    UUID id = ref.id();
    if (!inHand.reachFor(id)) {
      return null;
    }
    Claimed claimed = null;
    try {
      claimed = gathering.ask(ref);
    } finally {
      if (claimed == null) {
        inHand.letGo(id);
      }
    }
    if (claimed == null) {
      return null;
    }
    String kind = claimed.job().kind();
    long begun = System.nanoTime();
    inHand.hold(
        id, exchange, () -> timers.worked(kind, Duration.ofNanos(System.nanoTime() - begun)));
    timers.waited(kind, claimed.waited());
    return claimed.job();
  }

  /**
   * The commit is not awaited on disk: a claim that a crash of the database undoes is a claim that
   * nobody has. Rows that somebody else has locked are passed over: who locks a job settles it or
   * publishes it again. A job that was put back is not to be had until {@link DueJobs} publishes
   * it: the lane may still hold copies of its message, of a time when it waited there for long.
   * What a copy that is presumed dead had in hand was lost with it, which spends an attempt where
   * the kind says so.
   */
  private Map<JobRef, Claimed> claim(List<JobRef> refs) {
    Map<JobRef, Claimed> claimed = new HashMap<>();
    jdbc.sql(
            """
            with quick as materialized (select set_config('synchronous_commit', 'off', true)),
            free as materialized (
              select job.id from quick, job
                join unnest(cast(:ids as uuid[]), cast(:kinds as text[])) as asked(id, kind)
                  on job.id = asked.id and job.kind = asked.kind
              where job.state = 'pending' and queued_at is not null
                and (claimed_by is null or claimed_by not in
                  (select id from hub where seen_at > now() - make_interval(secs => :dead)))
                and (line is null or not exists (
                  select 1 from job earlier
                  where earlier.line = job.line and earlier.state = 'pending'
                    and earlier.position < job.position))
              for update of job skip locked)
            update job set claimed_by = :hub, started_at = now(), updated_at = now(),
              attempts = attempts + case when claimed_by <> :hub and kind = any(:spending)
                then 1 else 0 end
            from free where job.id = free.id
            returning job.id, kind, subject, attempts, expires_at, replayed_at, started_at,
              extract(epoch from now() - queued_at) as waited""")
        .param("ids", refs.stream().map(JobRef::id).toArray(UUID[]::new))
        .param("kinds", refs.stream().map(JobRef::kind).toArray(String[]::new))
        .param("dead", settings.presumedDead().toSeconds())
        .param("hub", hub.id())
        .param("spending", kinds.spendingByLostClaim())
        .query((row, n) -> claimed(row))
        .list()
        .forEach(each -> claimed.put(new JobRef(each.job().id(), each.job().kind()), each));
    return claimed;
  }

  private Claimed claimed(ResultSet row) throws SQLException {
    return new Claimed(
        new Job(
            row.getObject("id", UUID.class),
            row.getString("kind"),
            row.getObject("subject", UUID.class),
            row.getInt("attempts"),
            instant(row.getTimestamp("expires_at")),
            instant(row.getTimestamp("replayed_at")),
            new Claim(hub.id(), row.getObject("started_at", OffsetDateTime.class))),
        Duration.ofNanos(Math.round(row.getDouble("waited") * 1e9)));
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
