package io.bactrian.hub;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the database refuse some changes until it is closed, as one in trouble does. */
final class Refusal implements AutoCloseable {

  private final JdbcClient jdbc;
  private final String table;
  private final String name = "refusal_" + UUID.randomUUID().toString().replace('-', '_');

  /**
   * @param change {@code insert} or {@code update}
   * @param condition on {@code new}
   */
  Refusal(JdbcClient jdbc, String change, String table, String condition) {
    this(jdbc, change, table, condition, "P0001");
  }

  /** The same with a SQLSTATE of the test's choice. */
  Refusal(JdbcClient jdbc, String change, String table, String condition, String state) {
    this.jdbc = jdbc;
    this.table = table;
    jdbc.sql(
            """
            create function %s() returns trigger language plpgsql
            as 'begin raise exception ''refused by a test'' using errcode = ''%s''; end'"""
                .formatted(name, state))
        .update();
    jdbc.sql(
            "create trigger %1$s before %2$s on %3$s for each row when (%4$s) execute function %1$s()"
                .formatted(name, change, table, condition))
        .update();
  }

  @Override
  public void close() {
    jdbc.sql("drop trigger %s on %s".formatted(name, table)).update();
    jdbc.sql("drop function %s()".formatted(name)).update();
  }
}
