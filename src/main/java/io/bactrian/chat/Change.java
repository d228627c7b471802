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
 */
public record Change(String type, String routingKey, UUID id) {}
