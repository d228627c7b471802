package io.bactrian.console;

import io.bactrian.api.http.Cursor;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.api.http.Rows;
import io.bactrian.api.http.Where;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people did in the console, for others to see. */
@Component
public class ActionBook {

  private static final Logger log = LoggerFactory.getLogger(ActionBook.class);
  private static final int LONGEST = 500;

  private final JdbcClient jdbc;

  ActionBook(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Does something and takes down who did it, also when it fails.
   *
   * @param target what it is done to: an id, a name, or the filter of a list
   * @param work returns how many it reached
   * @return how many it reached
   */
  long record(ConsoleSession session, String action, String target, LongSupplier work) {
    long count;
    try {
      count = work.getAsLong();
    } catch (RuntimeException e) {
      insert(session, action, target, 0, "failed");
      throw e;
    }
    insert(session, action, target, count, "done");
    return count;
  }

  private void insert(
      ConsoleSession session, String action, String target, long count, String outcome) {
    log.info("{} by {}: {}, {}", action, session.actor(), count, outcome);
    jdbc.sql(
            """
            insert into console_action (id, actor, action, target, count, outcome)
            values (:id, :actor, :action, :target, :count, :outcome)""")
        .param("id", UUID.randomUUID())
        .param("actor", session.actor())
        .param("action", action)
        .param("target", target.substring(0, Math.min(LONGEST, target.length())))
        .param("count", count)
        .param("outcome", outcome)
        .update();
  }

  /** The newest first. */
  Page<Action> list(PageRequest page) {
    Where where = Where.all().page(page, "at", "id");
    List<Action> rows =
        jdbc.sql(
                "select id, at, actor, action, target, count, outcome from console_action"
                    + where.sql()
                    + " order by at desc, id desc limit :limit")
            .params(where.values())
            .query(
                (row, number) ->
                    new Action(
                        Rows.uuid(row, "id"),
                        Rows.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("target"),
                        row.getLong("count"),
                        row.getString("outcome")))
            .list();
    return Page.of(rows, page.limit(), row -> new Cursor(row.at(), row.id()));
  }

  /**
   * One of them.
   *
   * @param actor id of the token
   * @param count how many it reached
   * @param outcome done or failed
   */
  public record Action(
      UUID id,
      Instant at,
      String actor,
      String action,
      String target,
      long count,
      String outcome) {}
}
