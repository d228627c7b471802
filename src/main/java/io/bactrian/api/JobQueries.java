package io.bactrian.api;

import io.bactrian.api.http.Cursor;
import io.bactrian.api.http.NewestOf;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.api.http.Rows;
import io.bactrian.api.http.Where;
import io.bactrian.job.JobKinds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the ledger. */
@Component
public class JobQueries {

  private static final String SELECT =
      """
      select j.id, j.kind, j.state, j.subject, j.attempts, j.next_attempt_at, j.expires_at,
        j.last_error, j.queued_at, j.started_at, j.done_at, j.created_at, j.updated_at
      from job j
      """;

  private final JdbcClient jdbc;
  private final JobKinds kinds;

  JobQueries(JdbcClient jdbc, JobKinds kinds) {
    this.jdbc = jdbc;
    this.kinds = kinds;
  }

  public Optional<JobView> find(UUID id) {
    return select(SELECT + "where j.id = :id", Map.of("id", id)).stream().findFirst();
  }

  /** The jobs that worked on something, newest first; no more than a person can look through. */
  public List<JobView> ofSubject(UUID subject) {
    return select(
        SELECT + "where j.subject = :subject order by j.created_at desc limit 50",
        Map.of("subject", subject));
  }

  /** The jobs, as {@code j}, that meet some conditions, newest first. */
  public Page<JobView> list(Where conditions, PageRequest page) {
    Where where = conditions.page(page, "j.created_at", "j.id");
    List<JobView> rows =
        select(
            SELECT + where.sql() + "order by j.created_at desc, j.id desc limit :limit",
            where.values());
    return Page.of(rows, page.limit(), row -> new Cursor(row.createdAt(), row.id()));
  }

  /** The jobs of a kind and a state, null for any, newest first. */
  public Page<JobView> list(String kind, JobState state, PageRequest page) {
    NewestOf newest =
        new NewestOf("job", "created_at")
            .each("kind", "job", "kind", kind)
            .each("state", JobState.values(), state);
    List<JobView> rows =
        select(
            newest.sql(page)
                + SELECT
                + "join newest on newest.id = j.id order by newest.at desc, newest.id desc",
            newest.values());
    return Page.of(rows, page.limit(), row -> new Cursor(row.createdAt(), row.id()));
  }

  private List<JobView> select(String sql, Map<String, ?> values) {
    return jdbc.sql(sql).params(values).query((row, number) -> job(row)).list();
  }

  private JobView job(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    JobState state = JobState.valueOf(row.getString("state"));
    return new JobView(
        Rows.uuid(row, "id"),
        kind,
        kinds.laneOf(kind),
        state,
        Rows.uuid(row, "subject"),
        row.getInt("attempts"),
        state == JobState.pending ? Rows.instant(row, "next_attempt_at") : null,
        Rows.instant(row, "expires_at"),
        row.getString("last_error"),
        Rows.instant(row, "queued_at"),
        Rows.instant(row, "started_at"),
        Rows.instant(row, "done_at"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"));
  }
}
