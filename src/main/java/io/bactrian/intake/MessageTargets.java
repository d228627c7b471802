package io.bactrian.intake;

import io.bactrian.chat.Conversations;
import io.bactrian.chat.Jid;
import io.bactrian.chat.MessageKey;
import io.bactrian.chat.Messages;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds the messages that statuses, edits, deletions and votes are about. All methods give null
 * where it is not known (yet), and wait for a transaction that records a message of its chat.
 */
@Component
class MessageTargets {

  private final Conversations conversations;
  private final Messages messages;

  MessageTargets(Conversations conversations, Messages messages) {
    this.conversations = conversations;
    this.messages = messages;
  }

  /**
   * The message that something belongs to, under whichever name of its chat.
   *
   * @param id WhatsApp's, of that message
   */
  UUID original(String instance, MessageKey key, String id) {
    UUID inChat =
        conversations
            .findLocked(instance, key.chat(), key.chatAlt())
            .map(conversation -> messages.find(conversation, id))
            .orElse(null);
    return inChat == null ? messages.findOnly(instance, id) : inChat;
  }

  /**
   * The message of a key.
   *
   * @param self our own account, where the event names it, or null
   */
  UUID find(String instance, String self, MessageKey key) {
    Optional<UUID> conversation = conversations.findLocked(instance, key.chat(), key.chatAlt());
    UUID message = conversation.map(id -> messages.find(id, key.id())).orElse(null);
    if (message != null) {
      return message;
    }
    String chat = chat(instance, key);
    if (chat.equals(self)) {
      // Somebody else's message, named with our own account as its chat: only the id counts.
      return messages.findOnly(instance, key.id());
    }
    return messages.findUnderOtherName(instance, chat, key.id(), key.fromMe());
  }

  /**
   * An edit of theirs may name our own LID as its chat, which nothing tells from that of others.
   */
  UUID findEdited(String instance, String self, MessageKey key) {
    UUID message = find(instance, self, key);
    return message == null && Jid.isLid(chat(instance, key))
        ? messages.findOnly(instance, key.id())
        : message;
  }

  /** The address under which the chat of a key is known. */
  String chat(String instance, MessageKey key) {
    return conversations.canonical(instance, key.chat(), key.chatAlt());
  }
}
