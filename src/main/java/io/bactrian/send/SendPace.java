package io.bactrian.send;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hands out the times at which an instance's messages may leave. In PostgreSQL and by its clock,
 * for it has to hold over all copies of the program, whatever time they think it is, survive a lost
 * Redis, and be undone with the claim's transaction.
 */
@Component
class SendPace {

  /** How long a time that has passed unused stays good, so that a pause ends in no burst. */
  private static final int KEPT_PACES = 5;

  /** The same, of the polls that bring a message back that waits. */
  private static final int KEPT_POLLS = 3;

  private final JdbcClient jdbc;
  private final SendingSettings settings;
  private final Duration poll;

  SendPace(
      JdbcClient jdbc,
      SendingSettings settings,
      @Value("${bactrian.requeue-due-jobs.period}") long poll) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.poll = Duration.ofMillis(poll);
  }

  /**
   * How long the message has to wait; in the caller's transaction.
   *
   * @return not positive if it may leave at once
   */
  Duration untilSlot(UUID message, String instance) {
    if (settings.pace().isZero()) {
      return Duration.ZERO;
    }
    return given(message).orElseGet(() -> next(message, instance));
  }

  private Optional<Duration> given(UUID message) {
    return jdbc.sql(
            """
            select extract(epoch from send_slot - clock_timestamp()) as wait from message
            where id = :id and send_slot + make_interval(secs => :kept) > clock_timestamp()""")
        .param("id", message)
        .param("kept", seconds(kept()))
        .query((row, n) -> waiting(row))
        .optional();
  }

  private Duration next(UUID message, String instance) {
    return jdbc.sql(
            """
            with slot as (
              insert into send_pace as known (instance, next_slot)
              values (:instance,
                clock_timestamp() + make_interval(secs => :pace) * (1 - cast(:burst as integer)))
              on conflict (instance) do update set next_slot = greatest(
                known.next_slot + make_interval(secs => :pace), excluded.next_slot)
              returning next_slot - make_interval(secs => :pace) as begin)
            update message set send_slot = slot.begin from slot where message.id = :id
            returning extract(epoch from slot.begin - clock_timestamp()) as wait""")
        .param("instance", instance)
        .param("pace", seconds(settings.pace()))
        .param("burst", settings.burst())
        .param("id", message)
        .query((row, n) -> waiting(row))
        .single();
  }

  private Duration kept() {
    Duration paces = settings.pace().multipliedBy(KEPT_PACES);
    Duration polls = poll.multipliedBy(KEPT_POLLS);
    return paces.compareTo(polls) > 0 ? paces : polls;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Duration waiting(ResultSet row) throws SQLException {
    return Duration.ofNanos(Math.round(row.getDouble("wait") * 1e9));
  }
}
