package io.bactrian.embedded.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /stand-in/…}: how a test in another process steers the stand-in and asks what it saw. */
final class Steering {

  private final EvolutionStandIn standIn;

  Steering(EvolutionStandIn standIn) {
    this.standIn = standIn;
  }

  Answer answer(Request request) {
    try {
      return answer(request.method() + " " + request.path(), request);
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return Answer.json(400, Map.of("status", 400, "error", String.valueOf(e.getMessage())));
    }
  }

  private Answer answer(String call, Request request) throws JsonProcessingException {
    JsonNode json = request.json();
    return switch (call) {
      case "GET /stand-in/calls" -> calls(request.parameter("match"));
      case "DELETE /stand-in/calls" -> done(standIn.clearCalls());
      case "POST /stand-in/faults" ->
          done(standIn.fault(Samples.JSON.treeToValue(json, Fault.class)));
      case "DELETE /stand-in/faults" -> done(standIn.clearFaults());
      case "POST /stand-in/media" -> Answer.json(201, media(json));
      case "POST /stand-in/messages" ->
          done(standIn.message(json.path("instance").asText(), json.path("message")));
      case "POST /stand-in/instances" -> instance(json);
      case "POST /stand-in/version" -> done(standIn.version(json.path("version").asText()));
      default -> Answer.empty(404);
    };
  }

  private static Answer done(EvolutionStandIn unused) {
    return Answer.empty(204);
  }

  private Answer instance(JsonNode json) {
    String name = json.path("name").asText();
    if (json.hasNonNull("key")) {
      standIn.instance(name, json.get("key").asText());
    }
    if (json.hasNonNull("integration")) {
      standIn.integration(name, json.get("integration").asText());
    }
    if (json.has("webhook")) {
      standIn.webhook(name, json.get("webhook"));
    }
    if (json.has("settings")) {
      standIn.settings(name, json.get("settings"));
    }
    return done(standIn.state(name, json.path("state").asText("open")));
  }

  private Answer calls(String match) {
    if (match != null) {
      return Answer.json(200, Map.of("count", standIn.count(match)));
    }
    return Answer.json(200, Map.of("counts", standIn.counts(), "calls", standIn.calls()));
  }

  /** Registers plain content or, where a kind is told, its encrypted file. */
  private Map<String, Object> media(JsonNode json) {
    String path = json.path("path").asText();
    Content content = content(json);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("url", standIn.baseUrl() + path);
    if (!json.hasNonNull("kind")) {
      standIn.put(path, content, json.path("contentType").asText("application/octet-stream"));
      told.put("fileSha256", Base64.getEncoder().encodeToString(content.sha256()));
      return told;
    }
    byte[] key =
        json.hasNonNull("mediaKey")
            ? Base64.getDecoder().decode(json.get("mediaKey").asText())
            : new byte[32];
    EncryptedMedia media = EncryptedMedia.of(key, json.get("kind").asText(), content);
    standIn.put(path, media);
    told.putAll(media.fields(path));
    return told;
  }

  private Content content(JsonNode json) {
    if (json.hasNonNull("base64")) {
      return Content.of(Base64.getDecoder().decode(json.get("base64").asText()));
    }
    byte[] beginning =
        json.hasNonNull("like") ? standIn.sample(json.get("like").asText()) : new byte[0];
    return Content.generated(beginning, json.path("size").asLong(beginning.length));
  }
}
