package io.bactrian.evolution;

import io.bactrian.chat.Conversations;
import io.bactrian.chat.MessageStatus;
import io.bactrian.chat.Messages;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives a message of ours the id WhatsApp gave it. The webhook of the same message may have come
 * first and made a message of its own: the two become one. Belongs into the caller's transaction.
 */
@Component
class SentMessages {

  private final JdbcClient jdbc;
  private final Conversations conversations;
  private final Messages messages;

  SentMessages(JdbcClient jdbc, Conversations conversations, Messages messages) {
    this.jdbc = jdbc;
    this.conversations = conversations;
    this.messages = messages;
  }

  void record(UUID message, String whatsappId, String chat) {
    UUID given = conversation(message, null);
    UUID conversation = conversation(message, chat);
    UUID twin = messages.find(conversation, whatsappId);
    MessageStatus status = MessageStatus.SENT;
    if (twin != null && !twin.equals(message)) {
      status = status.merge(absorb(twin, message));
    }
    jdbc.sql(
            """
            update message set whatsapp_id = :whatsappId, conversation_id = :conversation,
              last_error = null, updated_at = now()
            where id = :id""")
        .param("whatsappId", whatsappId)
        .param("conversation", conversation)
        .param("id", message)
        .update();
    if (!conversation.equals(given)) {
      conversations.forgetIfEmpty(given);
    }
    messages.advance(message, status);
    if (whatsappId != null) {
      messages.catchUp(conversation, whatsappId);
    }
  }

  /**
   * Whether a webhook brought just such a message to the same chat after the call had begun: then
   * it is ours, and becomes one with it.
   */
  boolean leftUnnoticed(UUID message, Instant started) {
    return jdbc.sql(
            """
            select twin.whatsapp_id from message ours
            join message twin on twin.conversation_id = ours.conversation_id
              and twin.id <> ours.id and twin.direction = 'OUT' and twin.request is null
              and twin.kind = ours.kind and twin.text is not distinct from ours.text
              and twin.created_at >= :started
            where ours.id = :id
            order by twin.created_at limit 1""")
        .param("started", Timestamp.from(started))
        .param("id", message)
        .query(String.class)
        .optional()
        .map(
            whatsappId -> {
              record(message, whatsappId, null);
              return true;
            })
        .orElse(false);
  }

  /** The chat may have another address than the number that was given (a Brazilian ninth digit). */
  private UUID conversation(UUID message, String chat) {
    String instance =
        jdbc.sql(
                """
                select instance from conversation
                join message on conversation_id = conversation.id where message.id = :id""")
            .param("id", message)
            .query(String.class)
            .single();
    if (chat == null) {
      return jdbc.sql("select conversation_id from message where id = :id")
          .param("id", message)
          .query(UUID.class)
          .single();
    }
    return conversations.open(instance, chat, null).id();
  }

  private MessageStatus absorb(UUID twin, UUID message) {
    String status =
        jdbc.sql("select status from message where id = :id for update")
            .param("id", twin)
            .query(String.class)
            .single();
    jdbc.sql("update attachment set message_id = :message where message_id = :twin")
        .param("message", message)
        .param("twin", twin)
        .update();
    jdbc.sql("delete from message where id = :twin").param("twin", twin).update();
    return MessageStatus.valueOf(status);
  }
}
