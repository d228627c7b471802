package io.bactrian.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many jobs of each kind there are. The database notes every change of a job's state in {@code
 * job_tally}, so that nobody counts the jobs themselves, of which there may be millions.
 */
@Component
public class JobTally {

  /** So many rows are summed up quicker than they are replaced. */
  private static final int FEW = 200;

  /**
   * Jobs of one kind.
   *
   * @param pending to be done
   * @param inFlight of them being worked on
   * @param done those that were not pruned
   * @param parked given up for now
   * @param oldest when the oldest pending one came; null if there is none
   * @param oldestAge for how long it has been there by the database's clock, in seconds, or null
   * @param expires when the first of the pending ones loses its source; null if none does
   */
  public record Count(
      String kind,
      long pending,
      long inFlight,
      long done,
      long parked,
      Instant oldest,
      Double oldestAge,
      Instant expires) {

    /** A kind of which there is no job. */
    public static Count none(String kind) {
      return new Count(kind, 0, 0, 0, 0, null, null, null);
    }
  }

  private final JdbcClient jdbc;

  public JobTally(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** By kind, those of which there is any job. */
  public Map<String, Count> counts() {
    return jdbc
        .sql(
            """
            with tally as materialized (
              select kind,
                coalesce(sum(change) filter (where state = 'pending'), 0) as pending,
                coalesce(sum(change) filter (where state = 'done'), 0) as done,
                coalesce(sum(change) filter (where state = 'parked'), 0) as parked
              from job_tally group by kind),
            held as materialized (
              select kind, count(*) as in_flight from job
              where state = 'pending' and claimed_by is not null group by kind)
            select kind, pending, done, parked, coalesce(in_flight, 0) as in_flight, oldest, expires,
              cast(round(extract(epoch from now() - oldest), 3) as float) as oldest_age
            from tally left join held using (kind)
              left join lateral (
                select created_at as oldest from job
                where job.kind = tally.kind and state = 'pending'
                order by created_at limit 1) as first on true
              left join lateral (
                select expires_at as expires from job
                where job.kind = tally.kind and state = 'pending' and expires_at is not null
                order by expires_at limit 1) as soon on true
            where pending > 0 or done > 0 or parked > 0""")
        .query(JobTally::count)
        .list()
        .stream()
        .collect(Collectors.toMap(Count::kind, Function.identity()));
  }

  /** How many jobs of a kind are to be done, in whoever's hands. */
  long pending(String kind) {
    return jdbc.sql(
            """
            select coalesce(sum(change), 0) from job_tally
            where kind = :kind and state = 'pending'""")
        .param("kind", kind)
        .query(Long.class)
        .single();
  }

  /** Adds the changes up, if there are many; none is lost or counted twice meanwhile. */
  void addUp() {
    jdbc.sql(
            """
            with taken as (
              delete from job_tally
              where (select count(*) from (select 1 from job_tally limit :few) as several) = :few
              returning kind, state, change)
            insert into job_tally
            select kind, state, sum(change) from taken group by kind, state
            having sum(change) <> 0""")
        .param("few", FEW)
        .update();
  }

  private static Count count(ResultSet row, int number) throws SQLException {
    return new Count(
        row.getString("kind"),
        row.getLong("pending"),
        row.getLong("in_flight"),
        row.getLong("done"),
        row.getLong("parked"),
        instant(row.getTimestamp("oldest")),
        row.getObject("oldest_age", Double.class),
        instant(row.getTimestamp("expires")));
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
