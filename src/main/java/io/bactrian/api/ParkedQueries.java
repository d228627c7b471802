package io.bactrian.api;

import io.bactrian.api.http.Cursor;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.api.http.Rows;
import io.bactrian.api.http.Where;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was parked and what it is about. */
@Component
public class ParkedQueries {

  // Ids are unique across tables, so the subject finds its row without a list of kinds here.
  private static final String PAGE = "with page as materialized (select j.* from job j";

  private static final String SELECT =
      """
      )
      select j.id, j.kind, j.subject, coalesce(e.instance, c.instance) as instance,
        coalesce(j.last_error, e.reason, a.last_error, m.last_error) as reason, j.attempts,
        j.updated_at, j.expires_at, e.id as event, c.id as conversation, m.id as message,
        a.id as attachment
      from page j
      left join event e on e.id = j.subject
      left join attachment a on a.id = j.subject
      left join message m on m.id = coalesce(a.message_id, j.subject)
      left join conversation c on c.id = coalesce(m.conversation_id, j.subject)
      """;

  /** A job with all that may name its instance and its reason. */
  private static final String FROM =
      """
      from job j
      left join event e on e.id = j.subject
      left join attachment a on a.id = j.subject
      left join message m on m.id = coalesce(a.message_id, j.subject)
      left join conversation c on c.id = coalesce(m.conversation_id, j.subject)
      """;

  private static final String REASON =
      "coalesce(j.last_error, e.reason, a.last_error, m.last_error)";

  private static final String ORDER = "order by j.updated_at desc, j.id desc";

  private final JdbcClient jdbc;

  ParkedQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which parked jobs are asked for; what is null asks for nothing. */
  public record Filter(String kind, String instance, String reason) {

    Where where() {
      return Where.all()
          .always("j.state = 'parked'")
          .and("j.kind = :kind", "kind", kind)
          .and("coalesce(e.instance, c.instance) = :instance", "instance", instance)
          .and(REASON + " = :reason", "reason", reason);
    }
  }

  /**
   * Parked jobs of one kind that have one reason.
   *
   * @param reason null where none is known
   * @param oldest when the first of them was parked
   * @param newest when the last of them was parked
   */
  public record Group(String kind, String reason, long count, Instant oldest, Instant newest) {}

  /**
   * What was parked, by kind and reason, the most frequent first.
   *
   * @param most groups at most
   */
  public List<Group> groups(Filter filter, int most) {
    Where where = filter.where();
    return jdbc.sql(
            "select j.kind, "
                + REASON
                + " as reason, count(*) as count, min(j.updated_at) as oldest,"
                + " max(j.updated_at) as newest "
                + FROM
                + where.sql()
                + "group by 1, 2 order by count desc, newest desc limit :most")
        .params(where.values())
        .param("most", most)
        .query(
            (row, number) ->
                new Group(
                    row.getString("kind"),
                    row.getString("reason"),
                    row.getLong("count"),
                    Rows.instant(row, "oldest"),
                    Rows.instant(row, "newest")))
        .list();
  }

  public long count(Filter filter) {
    Where where = filter.where();
    return jdbc.sql("select count(*) " + FROM + where.sql())
        .params(where.values())
        .query(Long.class)
        .single();
  }

  /**
   * Ids of those that were parked before a time, the oldest first.
   *
   * @param most ids at most
   */
  public List<UUID> ids(Filter filter, Instant before, int most) {
    Where where =
        filter.where().and("j.updated_at < :before::timestamptz", "before", before.toString());
    return jdbc.sql("select j.id " + FROM + where.sql() + "order by j.updated_at, j.id limit :most")
        .params(where.values())
        .param("most", most)
        .query(UUID.class)
        .list();
  }

  /** Those of a filter, last parked first. */
  public Page<ParkedJob> list(Filter filter, PageRequest page) {
    if (filter.instance() == null && filter.reason() == null) {
      return list(filter.kind(), page);
    }
    Where where = filter.where().page(page, "j.updated_at", "j.id");
    List<ParkedJob> rows =
        jdbc.sql(
                "with page as materialized (select j.* "
                    + FROM
                    + where.sql()
                    + ORDER
                    + " limit :limit"
                    + SELECT
                    + ORDER)
            .params(where.values())
            .query((row, number) -> parked(row))
            .list();
    return Page.of(rows, page.limit(), row -> new Cursor(row.parkedAt(), row.id()));
  }

  Page<ParkedJob> list(String kind, PageRequest page) {
    Where where =
        Where.all()
            .always("j.state = 'parked'")
            .and("j.kind = :kind", "kind", kind)
            .page(page, "j.updated_at", "j.id");
    List<ParkedJob> rows =
        jdbc.sql(PAGE + where.sql() + ORDER + " limit :limit" + SELECT + ORDER)
            .params(where.values())
            .query((row, number) -> parked(row))
            .list();
    return Page.of(rows, page.limit(), row -> new Cursor(row.parkedAt(), row.id()));
  }

  private static ParkedJob parked(ResultSet row) throws SQLException {
    return new ParkedJob(
        Rows.uuid(row, "id"),
        row.getString("kind"),
        Rows.uuid(row, "subject"),
        row.getString("instance"),
        row.getString("reason"),
        row.getInt("attempts"),
        Rows.instant(row, "updated_at"),
        Rows.instant(row, "expires_at"),
        Rows.uuid(row, "event"),
        Rows.uuid(row, "conversation"),
        Rows.uuid(row, "message"),
        Rows.uuid(row, "attachment"));
  }
}
