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

  private record Claimed(Job job, Duration waited, boolean suspect) {}

  /** Another one at every start, so that no pace of kills from outside fits it. */
  private final double patience = 1 + Math.random();

  private final LaneRefs refs;
  private final JdbcClient jdbc;
  private final HubPresence hub;
  private final JobsInHand inHand;
  private final JobTimers timers;
  private final LedgerSettings settings;
  private final Gathering<JobRef, Claimed> gathering;

  JobClaims(
      LaneRefs refs,
      JdbcClient jdbc,
      HubPresence hub,
      JobsInHand inHand,
      JobTimers timers,
      LedgerSettings settings) {
    this.refs = refs;
    this.jdbc = jdbc;
    this.hub = hub;
    this.inHand = inHand;
    this.timers = timers;
    this.settings = settings;
    this.gathering = new Gathering<>(settings.batch(), this::claim);
  }

  /** The job of that kind that a lane's message names; null if it is not to be had. */
  Job claim(String message, String kind, Exchange exchange) {
    return refs.read(message, kind).map(ref -> claim(ref, exchange)).orElse(null);
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
   * What a copy had in hand that is presumed dead is not to be had before its death was counted. Of
   * those over which copies died, one is given at most (see {@link Deaths}): the others are not
   * claimed even for a moment, or the death of this copy would be laid at their door as well.
   */
  private Map<JobRef, Claimed> claim(List<JobRef> refs) {
    Map<JobRef, Claimed> claimed = new HashMap<>();
    List<UUID> ids = refs.stream().map(JobRef::id).toList();
    jdbc.sql(
            """
            with quick as materialized (select set_config('synchronous_commit', 'off', true)),
            free as materialized (
              select job.id, deaths is not null as suspect,
                cardinality(deaths) < :most - 1
                  or :lived >= :patience * greatest(:alone, extract(epoch from deadly_after))
                  as ready
              from quick, job
                join unnest(cast(:ids as uuid[]), cast(:kinds as text[])) as asked(id, kind)
                  on job.id = asked.id and job.kind = asked.kind
              where job.state = 'pending' and queued_at is not null
                and (claimed_by is null or claimed_by not in (select id from hub))
                and (line is null or not exists (
                  select 1 from job earlier
                  where earlier.line = job.line and earlier.state = 'pending'
                    and earlier.position < job.position))
              for update of job skip locked),
            given as materialized (
              select id from free where not suspect
              union all
              (select id from free where suspect and ready and not :busy
              order by random() limit 1)),
            later as (
              update job set claimed_by = null, queued_at = null, updated_at = now(),
                next_attempt_at = now() + make_interval(secs => :delay)
              where id in (select id from free where suspect and id not in (select id from given)))
            update job set claimed_by = :hub, started_at = now(), updated_at = now()
            from given where job.id = given.id
            returning job.id, kind, subject, attempts, expires_at, replayed_at, started_at,
              deaths is not null as suspect, extract(epoch from now() - queued_at) as waited""")
        .param("ids", ids.toArray(UUID[]::new))
        .param("kinds", refs.stream().map(JobRef::kind).toArray(String[]::new))
        .param("hub", hub.id())
        .param("most", settings.maxDeaths())
        .param("lived", seconds(hub.lived()))
        .param("patience", patience)
        .param("alone", seconds(settings.suspectTime()))
        .param("busy", inHand.hasSuspectBeside(ids, settings.suspectTime()))
        .param("delay", seconds(settings.suspectDelay()))
        .query((row, n) -> claimed(row))
        .list()
        .forEach(each -> claimed.put(new JobRef(each.job().id(), each.job().kind()), each));
    claimed.values().stream()
        .filter(Claimed::suspect)
        .forEach(each -> inHand.suspect(each.job().id()));
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
        Duration.ofNanos(Math.round(row.getDouble("waited") * 1e9)),
        row.getBoolean("suspect"));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
