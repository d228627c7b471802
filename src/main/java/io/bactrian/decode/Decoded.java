package io.bactrian.decode;

import io.bactrian.chat.Incoming;
import io.bactrian.webhook.WebhookEvent;
import java.util.List;

/**
 * What an event says.
 *
 * @param event as {@link WebhookEvent#normalise} gives it
 * @param instance null only for an ignored event
 * @param self the instance's own JID, if the webhook tells it, or null. A {@code messages.edited}
 *     of somebody else's message may name it as the chat: there only the message's id can be
 *     trusted
 * @param disposition IGNORED if there is neither an item nor a problem
 * @param items what could be decoded, in the order of the webhook
 * @param problems why other parts of it could not; the event is to be parked as well if there are
 *     any
 */
public record Decoded(
    String event,
    String instance,
    String self,
    Disposition disposition,
    List<Incoming> items,
    List<String> problems) {}
