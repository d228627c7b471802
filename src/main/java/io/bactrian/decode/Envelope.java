package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.webhook.WebhookEvent;
import java.util.UUID;

/**
 * What surrounds the data of an event and is needed to decode it.
 *
 * @param eventId whose claims are good
 * @param self the instance's own JID, or null
 */
record Envelope(UUID eventId, WebhookEvent event, String self, JsonNode data) {}
