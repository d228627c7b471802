package io.bactrian.scrub;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How far the scrub has come: one row for all copies of the program. It goes round all stored media
 * by their age, so the one it comes to next is the one that was checked longest ago, and what lies
 * behind it needs no index. Methods belong into the caller's transaction.
 */
@Repository
class ScrubRepository {

  /**
   * The scrub's row, if a media is due and nobody is at one.
   *
   * @param media how many were stored when they were counted last
   * @param stale whether that was more than a day ago
   * @param failures of the media that comes next
   */
  record Due(long media, boolean stale, int failures) {}

  /** A media at the scrub's place. */
  record Next(UUID id, String objectKey, long size, String sha256) {}

  private final JdbcClient jdbc;

  ScrubRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Nobody else gets it before the transaction ends. */
  Optional<Due> due() {
    return jdbc.sql(
            """
            select media, failures,
              counted_at is null or counted_at < now() - interval '1 day' as stale
            from scrub
            where next_at <= now() and (leased_until is null or leased_until < now())
            for update skip locked""")
        .query(Due.class)
        .optional();
  }

  /** Counts by two small indexes what a table scan would have to read whole. */
  long count() {
    return jdbc.sql(
            """
            update scrub set counted_at = now(),
              media = (select count(*) from attachment)
                - (select count(*) from attachment where status <> 'STORED')
            returning media""")
        .query(Long.class)
        .single();
  }

  Optional<Next> next() {
    return jdbc.sql(
            """
            select next.id, next.object_key, next.size, next.sha256
            from scrub cross join lateral (
              select id, object_key, size, sha256 from attachment
              where status = 'STORED' and object_key is not null
                and (created_at, id) > (position_at, position_id)
              order by created_at, id limit 1) as next""")
        .query(Next.class)
        .optional();
  }

  /** The next media is the oldest. */
  void beginRound() {
    jdbc.sql(
            """
            update scrub set position_at = '-infinity', round_at = now()
            where position_at <> '-infinity'""")
        .update();
  }

  void lease(UUID lease, Duration time) {
    jdbc.sql(
            """
            update scrub set lease = :lease,
              leased_until = now() + cast(:time as float) * interval '1 ms'""")
        .param("lease", lease)
        .param("time", time.toMillis())
        .update();
  }

  /** The scrub goes on behind this media, unless another copy has it in hand. */
  void passed(ScrubbedMedia media) {
    // A scrub that fell behind makes up for a minute of it, not for a week all at once.
    jdbc.sql(
            """
            update scrub set lease = null, leased_until = null, failures = 0, last_at = now(),
              position_at = coalesce(
                (select created_at from attachment where id = :id), position_at),
              position_id = :id,
              next_at = greatest(next_at, now() - interval '1 minute')
                + cast(:pause as float) * interval '1 ms'
            where lease = :lease""")
        .param("id", media.attachment())
        .param("pause", media.pause().toNanos() / 1e6)
        .param("lease", media.lease())
        .update();
  }

  /** The same media again, later. */
  void postponed(ScrubbedMedia media, Duration wait, int failures) {
    jdbc.sql(
            """
            update scrub set lease = null, leased_until = null, failures = :failures,
              next_at = now() + cast(:wait as float) * interval '1 ms'
            where lease = :lease""")
        .param("failures", failures)
        .param("wait", wait.toMillis())
        .param("lease", media.lease())
        .update();
  }

  /** How many media are damaged, by the state of their attachment: none of them is stored. */
  Map<String, Integer> damagedByStatus() {
    return jdbc
        .sql(
            """
            select status, count(*) from attachment
            where status <> 'STORED' and damage is not null group by status""")
        .query((row, n) -> Map.entry(row.getString(1), row.getInt(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** When a media was read last; empty for never. */
  Optional<Instant> last() {
    return jdbc.sql("select last_at from scrub where last_at is not null")
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .optional();
  }
}
