package io.bactrian.evolution;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hands out the times at which an instance's messages may leave. In PostgreSQL, for it has to hold
 * over all copies of the program, survive a lost Redis, and be undone with the claim's transaction.
 */
@Component
class SendPace {

  /** How long a time that has passed unused stays good, so that a pause ends in no burst. */
  private static final int KEPT_PACES = 5;

  private final JdbcClient jdbc;
  private final SendingSettings settings;

  SendPace(JdbcClient jdbc, SendingSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /**
   * When the message may leave.
   *
   * @param given the time it was given before, or null
   * @return never null; not after now if it may leave at once
   */
  Instant slot(String instance, Instant given, Instant now) {
    if (settings.pace().isZero()) {
      return now;
    }
    Duration kept = settings.pace().multipliedBy(KEPT_PACES);
    if (given != null && given.plus(kept).isAfter(now)) {
      return given;
    }
    double pace = settings.pace().toNanos() / 1e9;
    return jdbc.sql(
            """
            insert into send_pace as known (instance, next_slot)
            values (:instance, cast(:now as timestamptz)
              + make_interval(secs => :pace) * (1 - cast(:burst as integer)))
            on conflict (instance) do update set next_slot =
              greatest(known.next_slot,
                cast(:now as timestamptz) - make_interval(secs => :pace) * :burst)
              + make_interval(secs => :pace)
            returning next_slot - make_interval(secs => :pace)""")
        .param("instance", instance)
        .param("now", Timestamp.from(now))
        .param("pace", pace)
        .param("burst", settings.burst())
        .query(Timestamp.class)
        .single()
        .toInstant();
  }
}
