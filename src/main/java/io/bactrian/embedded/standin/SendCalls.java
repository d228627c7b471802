package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code /message/…}: what Evolution answers to a message to be sent. */
final class SendCalls {

  private final SecureRandom random = new SecureRandom();
  private final Set<String> notOnWhatsApp = ConcurrentHashMap.newKeySet();
  private final Instances instances;
  private final Messages messages;
  private final MediaHost host;
  private final CloudSends cloud = new CloudSends();

  SendCalls(Instances instances, Messages messages, MediaHost host) {
    this.instances = instances;
    this.messages = messages;
    this.host = host;
  }

  void notOnWhatsApp(String number) {
    notOnWhatsApp.add(number);
  }

  CloudSends cloud() {
    return cloud;
  }

  /** The answer; 201 with the message as it will come back in webhooks. */
  Answer answer(String call, String instance, JsonNode request) {
    String content =
        switch (call) {
          case "sendText" -> "text";
          case "sendMedia" -> "media";
          default -> "audio";
        };
    for (String required : new String[] {"number", content}) {
      if (request.path(required).asText("").isEmpty()) {
        ObjectNode body = Samples.answer("send.error.400.validation");
        body.withObject("response")
            .putArray("message")
            .addArray()
            .add("instance requires property \"" + required + "\"");
        return Answer.json(400, body);
      }
    }
    String number = request.get("number").asText();
    if (!instances.state(instance).equals("open")) {
      return Answer.json(400, Samples.answer("send.error.400.transient-connection-closed"));
    }
    if (notOnWhatsApp.contains(number)) {
      ObjectNode body = Samples.answer("send.error.400.number-not-on-whatsapp");
      ((ObjectNode) body.at("/response/message/0")).put("jid", jid(number)).put("number", number);
      return Answer.json(400, body);
    }
    boolean metas = instances.integration(instance).equals("WHATSAPP-BUSINESS");
    if (metas && cloud.refusal(number) != null) {
      return Answer.json(201, cloud.refusal(number));
    }
    hold(request.path("delay").asLong(0));
    ObjectNode sent =
        metas ? cloud.message(call, jid(number), request) : message(call, number, request);
    messages.add(instance, sent);
    return Answer.json(201, sent);
  }

  private ObjectNode message(String call, String number, JsonNode request) {
    ObjectNode sent = Samples.answer(call + ".response.201");
    sent.withObject("key").put("remoteJid", jid(number)).put("id", id(call, request));
    sent.put("messageTimestamp", Instant.now().getEpochSecond());
    ObjectNode message = Samples.JSON.createObjectNode();
    switch (call) {
      case "sendText" -> message.put("conversation", request.get("text").asText());
      case "sendMedia" -> {
        String kind = request.path("mediatype").asText("document");
        sent.put("messageType", kind + "Message");
        message.set(kind + "Message", media(kind, request));
      }
      default -> {
        ObjectNode audio = media("ptt", request);
        message.set("audioMessage", audio.put("ptt", true).put("seconds", 2));
      }
    }
    sent.set("message", message);
    return sent;
  }

  /** Always the sample of its kind: nothing is fetched to be sent. */
  private ObjectNode media(String kind, JsonNode request) {
    SampleMedia sample = host.sample(kind);
    EncryptedMedia media = sample.media();
    String directPath = Samples.answer("sendMedia.response.201").findValue("directPath").asText();
    ObjectNode node = Samples.JSON.createObjectNode();
    node.put("url", "https://mmg.whatsapp.net" + directPath + "&mms3=true");
    node.put("mimetype", request.path("mimetype").asText(sample.mimeType()));
    node.set("fileSha256", EvolutionJson.indexed(media.fileSha256()));
    node.set("fileLength", EvolutionJson.number(media.plain().length()));
    node.set("mediaKey", EvolutionJson.indexed(media.mediaKey()));
    node.set("fileEncSha256", EvolutionJson.indexed(media.fileEncSha256()));
    node.put("directPath", directPath);
    node.set("mediaKeyTimestamp", EvolutionJson.number(Instant.now().getEpochSecond()));
    for (String echoed : new String[] {"caption", "fileName"}) {
      if (request.hasNonNull(echoed)) {
        node.set(echoed, request.get(echoed));
      }
    }
    return node;
  }

  /** From 2.4 on the one that the call brings, but for WhatsApp's voice notes. */
  private String id(String call, JsonNode request) {
    String given = request.path("messageId").asText("");
    if (instances.takesMessageIds() && !call.equals("sendWhatsAppAudio") && !given.isEmpty()) {
      return given;
    }
    byte[] bytes = new byte[9];
    random.nextBytes(bytes);
    return "3EB0" + HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
  }

  private static String jid(String number) {
    return number.contains("@") ? number : number.replaceAll("\\D", "") + "@s.whatsapp.net";
  }

  /** Evolution keeps the request open while it pretends to type. */
  private static void hold(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
