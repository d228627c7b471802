package io.bactrian.evolution;

import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.MessageStatus;
import io.bactrian.chat.Messages;
import io.bactrian.job.JobRef;
import io.bactrian.media.ProfileRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives a message of ours the id WhatsApp gave it. The webhook of the same message may have come
 * first and made a message of its own: the two become one. Belongs into the caller's transaction.
 */
@Component
class SentMessages {

  private record Known(String instance, UUID conversation, String chat, String whatsappId) {}

  private final JdbcClient jdbc;
  private final Conversations conversations;
  private final Messages messages;
  private final ProfileRequests profiles;
  private final Changes changes;

  SentMessages(
      JdbcClient jdbc,
      Conversations conversations,
      Messages messages,
      ProfileRequests profiles,
      Changes changes) {
    this.jdbc = jdbc;
    this.conversations = conversations;
    this.messages = messages;
    this.profiles = profiles;
    this.changes = changes;
  }

  /**
   * Records that it left.
   *
   * @param chat its true address, which may be another than the number that was given (a Brazilian
   *     ninth digit); null for the one that is known
   * @return jobs that ask who is written to, to be published after the commit: only now is it known
   *     that the chat exists, and by which name
   */
  List<JobRef> record(UUID message, String whatsappId, String chat) {
    Known known = known(message);
    Optional<Conversations.Found> found =
        chat == null
            ? conversations.seen(known.instance(), known.chat())
            : Optional.of(conversations.open(known.instance(), chat, null));
    UUID conversation =
        chat == null ? known.conversation() : found.map(Conversations.Found::id).orElseThrow();
    // First, or the message would have two media for a moment, its own and the other's.
    if (known.whatsappId() != null && !known.whatsappId().equals(whatsappId)) {
      giveBack(message, known);
    }
    UUID twin = messages.find(conversation, whatsappId);
    MessageStatus status = MessageStatus.SENT;
    if (twin != null && !twin.equals(message)) {
      status = status.merge(absorb(twin, message));
    }
    jdbc.sql(
            """
            update message set whatsapp_id = :whatsappId, conversation_id = :conversation,
              last_error = null, ambiguous_since = null, updated_at = now()
            where id = :id""")
        .param("whatsappId", whatsappId)
        .param("conversation", conversation)
        .param("id", message)
        .update();
    if (!conversation.equals(known.conversation())) {
      conversations.forgetIfEmpty(known.conversation());
    }
    messages.advance(message, status);
    messages.catchUp(conversation, whatsappId);
    List<JobRef> jobs = new ArrayList<>();
    found.ifPresent(chatted -> profiles.seen(chatted, jobs));
    return jobs;
  }

  /**
   * A webhook had given it the id of a message of the same content that was written elsewhere: that
   * one gets all that came under its id, media and statuses too, and ours is as it was asked for.
   */
  private void giveBack(UUID message, Known known) {
    UUID theirs = UUID.randomUUID();
    jdbc.sql(
            """
            insert into message (id, conversation_id, direction, kind, text, status, sent_at,
              edited_at, deleted_at, by_api)
            select :id, conversation_id, direction, kind, text, status, sent_at,
              edited_at, deleted_at, true
            from message where id = :message""")
        .param("id", theirs)
        .param("message", message)
        .update();
    moveMedia(message, theirs);
    asAskedFor(message);
    jdbc.sql("update message set whatsapp_id = :whatsappId where id = :id")
        .param("whatsappId", known.whatsappId())
        .param("id", theirs)
        .update();
    changes.messageReceived(theirs);
  }

  private void moveMedia(UUID from, UUID to) {
    jdbc.sql("update attachment set message_id = :to, updated_at = now() where message_id = :from")
        .param("to", to)
        .param("from", from)
        .update();
  }

  /** Takes from a message of ours what was said of another under WhatsApp's id. */
  private void asAskedFor(UUID message) {
    jdbc.sql(
            """
            update message set whatsapp_id = null, status = 'PENDING',
              text = coalesce(request #>> '{media,caption}', request ->> 'text'),
              edited_at = null, deleted_at = null, updated_at = now()
            where id = :id""")
        .param("id", message)
        .update();
  }

  private Known known(UUID message) {
    return jdbc.sql(
            """
            select instance, conversation.id as conversation, chat, whatsapp_id
            from conversation join message on conversation_id = conversation.id
            where message.id = :id""")
        .param("id", message)
        .query(Known.class)
        .single();
  }

  private MessageStatus absorb(UUID twin, UUID message) {
    String status =
        jdbc.sql("select status from message where id = :id for update")
            .param("id", twin)
            .query(String.class)
            .single();
    moveMedia(twin, message);
    jdbc.sql("delete from message where id = :twin").param("twin", twin).update();
    return MessageStatus.valueOf(status);
  }
}
