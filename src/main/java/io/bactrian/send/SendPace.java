package io.bactrian.send;

import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
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
  private final OutgoingMessageRepository messages;
  private final JobLedger ledger;
  private final SendingSettings settings;
  private final Duration poll;

  SendPace(
      JdbcClient jdbc,
      OutgoingMessageRepository messages,
      JobLedger ledger,
      SendingSettings settings,
      @Value("${bactrian.requeue-due-jobs.period}") long poll) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.ledger = ledger;
    this.settings = settings;
    this.poll = Duration.ofMillis(poll);
  }

  /** Whether the pace allows it now; else the job waits. Belongs into the caller's transaction. */
  boolean mayLeave(OutgoingRow message, Job job) {
    Duration wait = untilSlot(message.id(), message.instance());
    if (wait.compareTo(Duration.ZERO) <= 0) {
      return true;
    }
    ledger.postpone(job, wait, "waits for the pace of its instance");
    return false;
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
    return messages.takeSlot(message, instance, seconds(settings.pace()), settings.burst());
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
