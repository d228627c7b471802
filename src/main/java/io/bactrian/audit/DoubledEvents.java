package io.bactrian.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the events of an instance come twice. Where its own webhook and Evolution's global one
 * are both on, each event is delivered by one after the other. No call reports the global one: what
 * tells is how many of the newest events came again at once.
 */
@Component
class DoubledEvents {

  static final String SETTING = "webhookGlobalEnabled";

  /** The newest events that are looked at. */
  private static final int LATEST = 200;

  private final JdbcClient jdbc;
  private final AuditSettings settings;

  DoubledEvents(JdbcClient jdbc, AuditSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  private record Counts(long all, long doubled) {
    static Counts of(ResultSet row) throws SQLException {
      return new Counts(row.getLong("all_events"), row.getLong("doubled"));
    }
  }

  /** The drift, if the last hour tells of one. */
  Optional<Drift> of(String instance, Instant now) {
    if (settings.doubledEvents() <= 0) {
      return Optional.empty();
    }
    Counts counts = counts(instance);
    if (counts.doubled < settings.doubledEvents()
        || counts.doubled < settings.doubledShare() * counts.all) {
      return Optional.empty();
    }
    return Optional.of(
        new Drift(
            instance,
            SETTING,
            "true: " + counts.doubled + " of the last " + counts.all + " events came twice",
            "false",
            "set WEBHOOK_GLOBAL_ENABLED=false in Evolution's environment, or switch the instance's"
                + " own webhook off (POST /webhook/set/"
                + instance
                + "): each event is delivered by both",
            now,
            settings.accepted().contains(SETTING)));
  }

  private Counts counts(String instance) {
    return jdbc.sql(
            """
            select count(*) as all_events,
              count(*) filter (
                where repeated_at <= received_at + make_interval(secs => :within)) as doubled
            from (select received_at, repeated_at from event
              where instance = :instance and received_at > now() - interval '1 hour'
              order by received_at desc limit :latest) as newest""")
        .param("instance", instance)
        .param("within", settings.doubledWithin().toMillis() / 1000.0)
        .param("latest", LATEST)
        .query((row, n) -> Counts.of(row))
        .single();
  }
}
