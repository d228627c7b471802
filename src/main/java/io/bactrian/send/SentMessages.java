package io.bactrian.send;

import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.MessageMerge;
import io.bactrian.chat.MessageStatus;
import io.bactrian.chat.Messages;
import io.bactrian.chat.OwnMessages;
import io.bactrian.job.JobRef;
import io.bactrian.profile.ProfileRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
  private final MessageMerge merge;
  private final OwnMessages own;
  private final ProfileRequests profiles;
  private final Changes changes;

  SentMessages(
      JdbcClient jdbc,
      Conversations conversations,
      Messages messages,
      MessageMerge merge,
      OwnMessages own,
      ProfileRequests profiles,
      Changes changes) {
    this.jdbc = jdbc;
    this.conversations = conversations;
    this.messages = messages;
    this.merge = merge;
    this.own = own;
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
    lockChats(message, chat);
    Known known = known(message).orElseThrow();
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
    if (twin != null && !twin.equals(message)) {
      merge.unite(message, twin);
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
    messages.advance(message, MessageStatus.SENT);
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
            insert into message (id, conversation_id, direction, kind, text, status, sender,
              push_name, quoted_id, album_id, sent_at, edited_at, deleted_at, by_api)
            select :id, conversation_id, direction, kind, text, status, sender,
              push_name, quoted_id, album_id, sent_at, edited_at, deleted_at, true
            from message where id = :message""")
        .param("id", theirs)
        .param("message", message)
        .update();
    jdbc.sql("update attachment set message_id = :to, updated_at = now() where message_id = :from")
        .param("to", theirs)
        .param("from", message)
        .update();
    own.giveBack(message);
    jdbc.sql("update message set whatsapp_id = :whatsappId where id = :id")
        .param("whatsappId", known.whatsappId())
        .param("id", theirs)
        .update();
    changes.messageReceived(theirs);
  }

  /**
   * Takes the locks of a message's chat, and of the one it is said to have left to if not null,
   * before the message itself is locked: webhooks lock them in this order.
   */
  void lockChats(UUID message, String chat) {
    known(message).ifPresent(known -> lockChats(message, known, chat));
  }

  private void lockChats(UUID message, Known before, String chat) {
    conversations.begin(
        before.instance(),
        List.of(),
        Stream.of(before.chat(), chat).filter(Objects::nonNull).toList());
    // Somebody may have learned meanwhile who its LID hides.
    known(message)
        .filter(known -> !known.chat().equals(before.chat()))
        .ifPresent(known -> lockChats(message, known, chat));
  }

  /** Whether WhatsApp's id is known as that of another message of ours. */
  boolean isAnothers(String whatsappId, UUID message) {
    return jdbc.sql(
            """
            select exists (select 1 from message another
              join conversation on conversation.id = another.conversation_id
              where whatsapp_id = :whatsappId and request is not null and another.id <> :id
                and instance = (select instance from message
                  join conversation on conversation.id = message.conversation_id
                  where message.id = :id))""")
        .param("whatsappId", whatsappId)
        .param("id", message)
        .query(Boolean.class)
        .single();
  }

  private Optional<Known> known(UUID message) {
    return jdbc.sql(
            """
            select instance, conversation.id as conversation, chat, whatsapp_id
            from conversation join message on conversation_id = conversation.id
            where message.id = :id""")
        .param("id", message)
        .query(Known.class)
        .optional();
  }
}
