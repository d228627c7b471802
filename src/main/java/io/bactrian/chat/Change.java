package io.bactrian.chat;

import java.util.UUID;

/**
 * Something people look at has changed; published after the commit of the change.
 *
 * @param type message, attachment or conversation
 * @param routingKey of the exchange {@code bactrian.events}: message.received, message.status,
 *     attachment.stored, attachment.derived, attachment.parked, conversation.updated; null for what
 *     is not published there
 * @param id of the row
 * @param status how far a message was by this change: it may be further when the change is told;
 *     null for other types
 */
public record Change(String type, String routingKey, UUID id, MessageStatus status) {

  /** A change of what has no status. */
  public Change(String type, String routingKey, UUID id) {
    this(type, routingKey, id, null);
  }
}
