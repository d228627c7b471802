package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends by the channel WHATSAPP-BUSINESS. Evolution answers what Meta refuses with 201 and Meta's
 * error, without a key.
 */
final class CloudSends {

  private final SecureRandom random = new SecureRandom();
  private final Map<String, JsonNode> refusals = new ConcurrentHashMap<>();

  /** Meta refuses what goes to this number, as it is written in the request. */
  void refuse(String number, JsonNode error) {
    refusals.put(number, error);
  }

  /** Meta's error for a number, as Evolution's answer has it; null if it takes the message. */
  JsonNode refusal(String number) {
    JsonNode error = refusals.get(number);
    return error == null ? null : Samples.JSON.createObjectNode().set("error", error);
  }

  /** The message as the answer and the webhook of a send have it. */
  ObjectNode message(String call, String jid, JsonNode request) {
    byte[] id = new byte[30];
    random.nextBytes(id);
    ObjectNode sent = Samples.JSON.createObjectNode();
    sent.putObject("key")
        .put("fromMe", true)
        .put("id", "wamid." + Base64.getEncoder().encodeToString(id))
        .put("remoteJid", jid);
    ObjectNode message = sent.putObject("message");
    String type = "conversation";
    if (call.equals("sendText")) {
      message.set(type, request.get("text"));
    } else {
      boolean audio = call.equals("sendWhatsAppAudio");
      type = (audio ? "audio" : request.path("mediatype").asText("document")) + "Message";
      ObjectNode media = message.putObject(type);
      media.set("media", request.path(audio ? "audio" : "media"));
      for (String echoed : new String[] {"mediatype", "mimetype", "caption", "fileName"}) {
        if (request.hasNonNull(echoed)) {
          media.set(echoed, request.get(echoed));
        }
      }
    }
    sent.put("messageType", type);
    sent.put("messageTimestamp", Instant.now().getEpochSecond());
    sent.put("status", "PENDING");
    return sent.put("source", "unknown");
  }
}
