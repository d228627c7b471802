package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What Evolution answers of people, groups, the connection and the webhook. */
final class LookupCalls {

  private static final Pattern GROUP = Pattern.compile("^[\\d-]+@g\\.us$");

  private final Map<String, JsonNode> groups = new ConcurrentHashMap<>();
  private final Map<String, String> numbers = new ConcurrentHashMap<>();
  private final Map<String, String> pictures = new ConcurrentHashMap<>();
  private final Instances instances;
  private final String baseUrl;

  LookupCalls(Instances instances, String baseUrl) {
    this.instances = instances;
    this.baseUrl = baseUrl;
  }

  void group(String jid, JsonNode group) {
    groups.put(jid, group);
  }

  /** An empty URL stands for none, which Evolution says when it failed, too. */
  void picture(String jid, String url) {
    pictures.put(jid, url);
  }

  Answer profilePicture(JsonNode request) {
    String number = request.path("number").asText("");
    String jid = number.contains("@") ? number : number + "@s.whatsapp.net";
    long expiry = Instant.now().plus(Duration.ofDays(2)).getEpochSecond();
    String path = "/v/t61.24694-24/" + number.replaceAll("\\D", "") + "_n.jpg";
    String url =
        pictures.getOrDefault(
            jid, baseUrl + path + "?ccb=11-4&oh=01_SYNTHETIC&oe=" + Long.toHexString(expiry));
    ObjectNode answer = Samples.answer("fetchProfilePictureUrl.response.200");
    return Answer.json(
        200, answer.put("wuid", jid).put("profilePictureUrl", url.isEmpty() ? null : url));
  }

  Answer group(String jid) {
    if (jid == null || !GROUP.matcher(jid).matches()) {
      ObjectNode body = Samples.answer("send.error.400.validation");
      body.withObject("response")
          .putArray("message")
          .addArray()
          .add("instance.groupJid does not match pattern \"^[\\d-]+@g.us$\"");
      return Answer.json(400, body);
    }
    JsonNode group = groups.get(jid);
    return Answer.json(
        200, group != null ? group : Samples.answer("findGroupInfos.response.200").put("id", jid));
  }

  /** The chat of a number, where it is another than the number says. */
  void number(String number, String jid) {
    numbers.put(number, jid);
  }

  Answer whatsappNumbers(JsonNode request) {
    ArrayNode answer = Samples.JSON.createArrayNode();
    for (JsonNode asked : request.path("numbers")) {
      String number = asked.asText();
      answer
          .addObject()
          .put("jid", numbers.getOrDefault(number, number + "@s.whatsapp.net"))
          .put("exists", true)
          .put("number", number);
    }
    return Answer.json(200, answer);
  }

  /** One that is paired is open at once. */
  Answer connect(String instance) {
    instances.state(instance, "open");
    return connectionState(instance);
  }

  Answer connectionState(String instance) {
    ObjectNode answer = Samples.answer("connectionState.response.200");
    answer
        .withObject("instance")
        .put("instanceName", instance)
        .put("state", instances.state(instance));
    return Answer.json(200, answer);
  }

  Answer setWebhook(String instance, JsonNode request) {
    JsonNode asked = request.path("webhook");
    ObjectNode webhook = Samples.JSON.createObjectNode();
    webhook.put("enabled", asked.path("enabled").asBoolean());
    webhook.put("url", asked.path("url").asText());
    webhook.set("headers", asked.path("headers"));
    webhook.set("events", asked.path("events"));
    webhook.put("webhookByEvents", asked.path("byEvents").asBoolean());
    webhook.put("webhookBase64", asked.path("base64").asBoolean());
    instances.webhook(instance, webhook);
    return Answer.json(201, webhook);
  }
}
