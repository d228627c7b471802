package io.bactrian.console;

import io.bactrian.api.http.ApiSettings;
import io.bactrian.job.JobKinds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What each kind did in each minute of the last hour, in all copies. A minute that is over is read
 * once; afterwards only the newest ones are read again.
 */
@Component
public class LaneHistory {

  public static final int MINUTES = 60;

  /** A job's time is that at which its transaction began: it may appear a little late. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private final JdbcClient jdbc;
  private final JobKinds kinds;
  private final ApiSettings settings;
  private final Clock clock;

  private final Map<String, TreeMap<Instant, Minute>> known = new HashMap<>();
  private Instant read = Instant.EPOCH;

  LaneHistory(JdbcClient jdbc, JobKinds kinds, ApiSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.kinds = kinds;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What a kind did in one minute.
   *
   * @param at its begin
   * @param done jobs that were done in it
   * @param p95 milliseconds from queue to done that 95 of a hundred of them took at most; null
   *     where none was done
   */
  public record Minute(Instant at, long done, Double p95) {}

  /** Sixty minutes of each kind that is declared, the present one last. */
  public synchronized Map<String, List<Minute>> lastHour() {
    Instant now = clock.instant();
    Instant first = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(MINUTES - 1));
    if (Duration.between(read, now).compareTo(settings.laneFreshness()) >= 0) {
      Instant since = read.minus(OVERLAP).truncatedTo(ChronoUnit.MINUTES);
      read(since.isAfter(first) ? since : first);
      read = now;
    }
    Map<String, List<Minute>> hour = new TreeMap<>();
    for (String kind : kinds.names()) {
      TreeMap<Instant, Minute> minutes = known.computeIfAbsent(kind, any -> new TreeMap<>());
      minutes.headMap(first).clear();
      hour.put(
          kind,
          Stream.iterate(first, at -> at.plus(1, ChronoUnit.MINUTES))
              .limit(MINUTES)
              .map(at -> minutes.getOrDefault(at, new Minute(at, 0, null)))
              .toList());
    }
    return hour;
  }

  private void read(Instant since) {
    jdbc.sql(
            """
            select job.kind, date_trunc('minute', done_at) as minute, count(*) as done,
              percentile_cont(0.95) within group (order by greatest(0,
                extract(epoch from done_at - coalesce(queued_at, created_at)) * 1000)) as p95
            from unnest(string_to_array(:kinds, ',')) as declared(kind)
            join job on job.kind = declared.kind and state = 'done' and done_at >= :since
            group by job.kind, minute""")
        .param("kinds", String.join(",", kinds.names()))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            (row, number) -> {
              Instant at = row.getObject("minute", OffsetDateTime.class).toInstant();
              return known
                  .computeIfAbsent(row.getString("kind"), any -> new TreeMap<>())
                  .put(at, new Minute(at, row.getLong("done"), row.getDouble("p95")));
            })
        .list();
  }
}
