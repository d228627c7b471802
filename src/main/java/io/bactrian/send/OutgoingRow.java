package io.bactrian.send;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A message of ours as its row has it.
 *
 * @param whatsappId null until it is known to have left
 * @param started when the last call began whose outcome is not known, or null
 * @param ambiguousSince when that call was found to have broken off, or null
 * @param busyUntil until when the other side may still be at that call, or null
 * @param unstored whether Evolution said that it could not store the message
 * @param sendId the id under which its last call gave it to Evolution, or null
 * @param resent whether it was sent again without knowing whether it had left
 */
record OutgoingRow(
    UUID id,
    String instance,
    String chat,
    String kind,
    String text,
    String whatsappId,
    String request,
    Instant started,
    Instant ambiguousSince,
    Instant busyUntil,
    boolean unstored,
    String sendId,
    boolean resent) {

  private static final int ID_DIGITS = 18;

  /**
   * For calls that an older version began: its longest delay and its longest wait for an answer.
   */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  /** The id that it has wherever Evolution takes one: as WhatsApp's own are, of its UUID. */
  String ownId() {
    String digits = id.toString().replace("-", "").toUpperCase(Locale.ROOT);
    return "3EB0" + digits.substring(digits.length() - ID_DIGITS);
  }

  /** Reads the row, which nobody else changes until the transaction ends. */
  static Optional<OutgoingRow> locked(JdbcClient jdbc, UUID id) {
    return select(jdbc, id, " for update of message");
  }

  static Optional<OutgoingRow> read(JdbcClient jdbc, UUID id) {
    return select(jdbc, id, "");
  }

  private static Optional<OutgoingRow> select(JdbcClient jdbc, UUID id, String lock) {
    return jdbc.sql(
            """
            select message.id, instance, chat, kind, text, whatsapp_id, request, send_started_at,
              ambiguous_since, send_busy_until, send_unstored, send_id, send_resent_at
            from message join conversation on conversation.id = conversation_id
            where message.id = :id"""
                + lock)
        .param("id", id)
        .query((row, n) -> of(row))
        .optional();
  }

  private static OutgoingRow of(ResultSet row) throws SQLException {
    Instant started = instant(row.getTimestamp("send_started_at"));
    return new OutgoingRow(
        row.getObject("id", UUID.class),
        row.getString("instance"),
        row.getString("chat"),
        row.getString("kind"),
        row.getString("text"),
        row.getString("whatsapp_id"),
        row.getString("request"),
        started,
        instant(row.getTimestamp("ambiguous_since")),
        busyUntil(started, instant(row.getTimestamp("send_busy_until"))),
        row.getBoolean("send_unstored"),
        row.getString("send_id"),
        row.getTimestamp("send_resent_at") != null);
  }

  private static Instant busyUntil(Instant started, Instant written) {
    return started == null || (written != null && !written.isBefore(started))
        ? written
        : started.plus(LONGEST_CALL);
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
