package io.bactrian.api;

import io.bactrian.api.http.PageRequest;
import io.bactrian.api.http.Rows;
import io.bactrian.api.http.Where;
import io.bactrian.derive.DerivativeState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads runs with what has come of their media. */
@Component
class DerivationRunQueries {

  private static final String RUNS =
      """
      select r.*, waiting, made, none, failed, unavailable
      from (select * from derivation_run r
      """;

  // A media file that a later run took over counts as done here, as what it is there.
  private static final String WITH_PROGRESS =
      """
      ) r cross join lateral (
        select count(*) filter (where state = 'PENDING') as waiting,
          count(*) filter (where state = 'MADE') as made,
          count(*) filter (where state = 'NONE') as none,
          count(*) filter (where state = 'FAILED') as failed,
          count(*) filter (where state = 'UNAVAILABLE') as unavailable
        from derivative where run_id = r.id) progress
      order by r.started_at desc, r.id desc
      """;

  private final JdbcClient jdbc;

  DerivationRunQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<DerivationRun> find(UUID id) {
    return select(Where.all().and("r.id = :id", "id", id), "").stream().findFirst();
  }

  /** One more than the page holds, if there are more. */
  List<DerivationRun> list(PageRequest page) {
    return select(
        Where.all().page(page, "r.started_at", "r.id"),
        "order by r.started_at desc, r.id desc limit :limit\n");
  }

  private List<DerivationRun> select(Where where, String orderAndLimit) {
    return jdbc.sql(RUNS + where.sql() + orderAndLimit + WITH_PROGRESS)
        .params(where.values())
        .query((row, n) -> run(row))
        .list();
  }

  private static DerivationRun run(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return new DerivationRun(
        Rows.uuid(row, "id"),
        row.getString("instance"),
        state == null ? null : DerivativeState.valueOf(state),
        Rows.instant(row, "since"),
        row.getInt("total"),
        row.getInt("waiting"),
        row.getInt("made"),
        row.getInt("none"),
        row.getInt("failed"),
        row.getInt("unavailable"),
        Rows.instant(row, "started_at"));
  }
}
