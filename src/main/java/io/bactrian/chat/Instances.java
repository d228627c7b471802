package io.bactrian.chat;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What instances last said of their connection to WhatsApp. */
@Component
public class Instances {

  private final JdbcClient jdbc;

  public Instances(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps a state as {@code connection.update} named it. It may be stale: Evolution reconnects
   * without saying {@code close}.
   */
  public void connection(String instance, String state, String reason) {
    jdbc.sql(
            """
            insert into instance (name, state, reason) values (:name, :state, :reason)
            on conflict (name) do update
            set state = :state, reason = :reason, changed_at = now()""")
        .param("name", instance)
        .param("state", state)
        .param("reason", reason)
        .update();
  }
}
