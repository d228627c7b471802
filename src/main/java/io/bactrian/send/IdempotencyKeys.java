package io.bactrian.send;

import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.send.OutgoingMessages.Accepted;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys under which a request that is repeated is known again, for a while. */
@Component
class IdempotencyKeys {

  private final JdbcClient jdbc;
  private final OutgoingMessageRepository messages;
  private final SendingSettings settings;

  IdempotencyKeys(JdbcClient jdbc, OutgoingMessageRepository messages, SendingSettings settings) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.settings = settings;
  }

  /** The message that was accepted under a key; empty if none was, or the key is null. */
  Optional<Accepted> known(String idempotencyKey, OutgoingMessage message) {
    if (idempotencyKey == null) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select id, fingerprint from message
            where idempotency_key = :key
              and created_at >= now() - make_interval(secs => :window)""")
        .param("key", idempotencyKey)
        .param("window", settings.idempotencyWindow().toSeconds())
        .query(
            (row, n) ->
                new Accepted(
                    row.getObject("id", UUID.class),
                    true,
                    !message.fingerprint().equals(row.getString("fingerprint"))))
        .optional();
  }

  /** A key of long ago may be that of a new message; null is none. */
  void forgetOld(String idempotencyKey) {
    if (idempotencyKey != null) {
      messages.forgetKey(idempotencyKey, settings.idempotencyWindow());
    }
  }
}
