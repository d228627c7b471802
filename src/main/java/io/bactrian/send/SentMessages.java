package io.bactrian.send;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Changes;
import io.bactrian.chat.Conversations;
import io.bactrian.chat.Jid;
import io.bactrian.chat.MessageMerge;
import io.bactrian.chat.MessageStatus;
import io.bactrian.chat.Messages;
import io.bactrian.chat.OutgoingMessageRepository;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.profile.ProfileRequests;
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
  private final OutgoingMessageRepository outgoing;
  private final ProfileRequests profiles;
  private final Changes changes;

  SentMessages(
      JdbcClient jdbc,
      Conversations conversations,
      Messages messages,
      MessageMerge merge,
      OutgoingMessageRepository outgoing,
      ProfileRequests profiles,
      Changes changes) {
    this.jdbc = jdbc;
    this.conversations = conversations;
    this.messages = messages;
    this.merge = merge;
    this.outgoing = outgoing;
    this.profiles = profiles;
    this.changes = changes;
  }

  /**
   * Records that it left, and announces it.
   *
   * @param chat its true address, which may be another than the number that was given (a Brazilian
   *     ninth digit); null for the one that is known
   */
  void record(UUID message, String whatsappId, String chat) {
    Known known = locked(message, chat).orElseThrow();
    Optional<Conversations.Found> found =
        chat == null
            ? conversations.seen(known.instance(), known.chat())
            : Optional.of(conversations.open(known.instance(), chat, null));
    UUID conversation =
        chat == null ? known.conversation() : found.map(Conversations.Found::id).orElseThrow();
    // First, or the message would have two media for a moment, its own and the other's.
    if (known.whatsappId() != null && !known.whatsappId().equals(whatsappId)) {
      changes.messageReceived(outgoing.separate(message, known.whatsappId()));
    }
    UUID twin = messages.find(conversation, whatsappId);
    Messages.Standing told = null;
    if (twin != null && !twin.equals(message)) {
      told = messages.standing(twin);
      merge.unite(message, twin);
    }
    MessageStatus status = outgoing.left(message, whatsappId, conversation);
    // Meta says only once that a message has failed, and it may have said so of the twin.
    boolean failed = told != null && messages.advance(message, told.status(), told.lastError());
    if (!conversation.equals(known.conversation())) {
      conversations.forgetIfEmpty(known.conversation());
    }
    boolean further = messages.catchUp(conversation, whatsappId);
    // Who is written to is asked for now: only now is it known that the chat exists, and its name.
    found.ifPresent(profiles::seen);
    changes.messageStatus(message, further || failed ? null : status);
  }

  /**
   * Locks a message, and before it its chat, and the one it is said to have left to if not null:
   * webhooks lock them in this order.
   *
   * @throws PermanentFailureException if it is gone
   */
  OutgoingRow lock(UUID message, String chat) {
    locked(message, chat);
    return OutgoingRow.locked(jdbc, message)
        .orElseThrow(() -> new PermanentFailureException("the message is gone"));
  }

  /** The chat's address in a key, or null where it is hidden behind a LID. */
  static String address(JsonNode key) {
    for (String name : new String[] {"remoteJid", "remoteJidAlt"}) {
      String jid = key.path(name).asText("");
      if (!jid.isEmpty() && !Jid.isLid(jid)) {
        return jid;
      }
    }
    return null;
  }

  private Optional<Known> locked(UUID message, String chat) {
    Optional<Known> before = Optional.empty();
    Optional<Known> known = known(message);
    // Somebody may have learned meanwhile who its LID hides.
    while (known.isPresent() && !known.map(Known::chat).equals(before.map(Known::chat))) {
      before = known;
      conversations.begin(
          known.get().instance(),
          List.of(),
          Stream.of(known.get().chat(), chat).filter(Objects::nonNull).toList());
      known = known(message);
    }
    return known;
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
