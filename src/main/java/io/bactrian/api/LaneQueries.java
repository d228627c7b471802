package io.bactrian.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measures the ledger's jobs by kind. */
@Component
class LaneQueries {

  private final JdbcClient jdbc;

  LaneQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Time from queue to start and from start to done. */
  record Times(String kind, Percentiles waiting, Percentiles work) {}

  /**
   * @param sample how many of the newest jobs of each kind at most
   * @param window how far back they may lie
   */
  Map<String, Times> times(Collection<String> kinds, int sample, Duration window) {
    List<Times> times =
        jdbc.sql(
                """
                with recent as (
                  select k.kind,
                    extract(epoch from j.started_at - coalesce(j.queued_at, j.created_at)) * 1000
                      as wait,
                    extract(epoch from j.done_at - j.started_at) * 1000 as work
                  from unnest(string_to_array(:kinds, ',')) as k(kind)
                  cross join lateral (
                    select * from job
                    where kind = k.kind and state = 'done'
                      and done_at > now() - make_interval(secs => :window)
                    order by done_at desc limit :sample) j)
                select kind,
                  percentile_cont(array[0.5, 0.95, 0.99]) within group
                    (order by case when wait < 0 then 0 else wait end) as wait,
                  percentile_cont(array[0.5, 0.95, 0.99]) within group
                    (order by case when work < 0 then 0 else work end) as work
                from recent group by kind
                """)
            .param("kinds", String.join(",", kinds))
            .param("window", window.toMillis() / 1000.0)
            .param("sample", sample)
            .query(
                (row, number) ->
                    new Times(
                        row.getString("kind"), percentiles(row, "wait"), percentiles(row, "work")))
            .list();
    return times.stream().collect(Collectors.toMap(Times::kind, Function.identity()));
  }

  private static Percentiles percentiles(ResultSet row, String column) throws SQLException {
    if (row.getArray(column) == null) {
      return Percentiles.NONE;
    }
    Double[] values = (Double[]) row.getArray(column).getArray();
    return new Percentiles(rounded(values[0]), rounded(values[1]), rounded(values[2]));
  }

  private static Double rounded(Double millis) {
    return millis == null ? null : Math.round(millis * 1000) / 1000.0;
  }
}
