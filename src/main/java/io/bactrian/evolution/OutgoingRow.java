package io.bactrian.evolution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A message of ours as its row has it.
 *
 * @param whatsappId null until it is known to have left
 * @param started when the last call began whose outcome is not known, or null
 * @param ambiguousSince when that call was found to have broken off, or null
 * @param slot when its instance's pace lets it leave, or null
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
    Instant slot) {

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
              ambiguous_since, send_slot
            from message join conversation on conversation.id = conversation_id
            where message.id = :id"""
                + lock)
        .param("id", id)
        .query((row, n) -> of(row))
        .optional();
  }

  private static OutgoingRow of(ResultSet row) throws SQLException {
    return new OutgoingRow(
        row.getObject("id", UUID.class),
        row.getString("instance"),
        row.getString("chat"),
        row.getString("kind"),
        row.getString("text"),
        row.getString("whatsapp_id"),
        row.getString("request"),
        instant(row.getTimestamp("send_started_at")),
        instant(row.getTimestamp("ambiguous_since")),
        instant(row.getTimestamp("send_slot")));
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
