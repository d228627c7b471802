package io.bactrian.api;

import io.bactrian.api.http.Cursor;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.api.http.Rows;
import io.bactrian.api.http.Where;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was parked and what it is about. */
@Component
class ParkedQueries {

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

  private static final String ORDER = "order by j.updated_at desc, j.id desc";

  private final JdbcClient jdbc;

  ParkedQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
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
