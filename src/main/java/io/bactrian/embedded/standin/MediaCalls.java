package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Evolution's two doors to a media file it knows: as base64, and as a presigned URL. */
final class MediaCalls {

  private static final DateTimeFormatter AMZ =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final Map<String, String> EXTENSIONS =
      Map.of(
          "image/jpeg", "jpeg",
          "image/webp", "webp",
          "image/png", "png",
          "video/mp4", "mp4",
          "audio/ogg", "ogg",
          "application/pdf", "pdf");

  private final Messages messages;
  private final MediaHost host;
  private final String baseUrl;

  MediaCalls(Messages messages, MediaHost host, String baseUrl) {
    this.messages = messages;
    this.host = host;
    this.baseUrl = baseUrl;
  }

  /** By the whole message, or by the id of one that Evolution has in its database. */
  Answer base64(String instance, JsonNode request) {
    JsonNode message = request.path("message");
    String id = message.at("/key/id").asText("");
    if (!message.path("message").isObject()) {
      message = messages.byId(instance, id).orElse(Samples.JSON.missingNode());
    }
    Optional<Map.Entry<String, JsonNode>> media = media(message.path("message"));
    if (media.isEmpty()) {
      return Answer.json(400, Samples.answer("getBase64FromMediaMessage.error.400.not-found"));
    }
    String type = media.get().getKey();
    JsonNode fields = media.get().getValue();
    if (isMetas(fields) && !message.path("messageType").asText("").equals(type)) {
      return Answer.json(400, Samples.answer("getBase64FromMediaMessage.error.400.no-type"));
    }
    return plaintext(type, fields)
        .map(plain -> Answer.of(201, "application/json", answer(id, type, fields, plain)))
        .orElseGet(MediaCalls::failed);
  }

  /** What Evolution says when WhatsApp's host no longer has the file. */
  private static Answer failed() {
    ObjectNode body = Samples.answer("getBase64FromMediaMessage.error.400.not-found");
    body.withObject("response")
        .putArray("message")
        .add("AggregateError: All promises were rejected");
    return Answer.json(400, body);
  }

  Answer url(JsonNode request) {
    String id = request.path("id").asText("");
    if (id.isEmpty()) {
      return Answer.json(400, Samples.answer("getBase64FromMediaMessage.error.400.not-found"));
    }
    Instant now = Instant.now();
    String url =
        String.format(
            "%s/evolution/evolution-api/stand-in/%s/%d_%s?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Date=%s&X-Amz-Expires=604800&X-Amz-Signature=0",
            baseUrl, request.path("type").asText("image"), now.toEpochMilli(), id, AMZ.format(now));
    return Answer.json(200, Map.of("mediaUrl", url));
  }

  /** By the Cloud API a media file has Meta's fields, and Evolution wants its type named. */
  private static boolean isMetas(JsonNode fields) {
    return fields.has("id") && fields.has("mime_type");
  }

  /** A message without a hash gets the sample of its kind. */
  private Optional<Content> plaintext(String type, JsonNode fields) {
    byte[] sha256 = EvolutionJson.bytes(fields.path(isMetas(fields) ? "sha256" : "fileSha256"));
    Optional<Content> known = host.plaintext(sha256, fields.path("directPath").asText(""));
    String kind = type.replace("Message", "");
    return known.isPresent() || sha256.length > 0
        ? known
        : Optional.of(host.sample(kind).media().plain());
  }

  private static Content answer(String id, String type, JsonNode fields, Content plain) {
    String mimeType =
        fields.path(isMetas(fields) ? "mime_type" : "mimetype").asText("application/octet-stream");
    String extension = EXTENSIONS.getOrDefault(mimeType.split(";", 2)[0], "bin");
    ObjectNode answer = Samples.JSON.createObjectNode();
    answer.put("mediaType", type);
    answer.put("fileName", fields.path("fileName").asText(id + "." + extension));
    answer.set("caption", fields.get("caption"));
    ObjectNode size = answer.putObject("size");
    size.set("fileLength", fields.get("fileLength"));
    size.set("height", fields.get("height"));
    size.set("width", fields.get("width"));
    answer.put("mimetype", mimeType);
    return new Base64Content(answer, "base64", plain);
  }

  /** Only what Evolution unwraps. */
  private static Optional<Map.Entry<String, JsonNode>> media(JsonNode message) {
    JsonNode inner = message;
    for (String wrapper :
        new String[] {
          "ephemeralMessage", "documentWithCaptionMessage", "viewOnceMessage", "viewOnceMessageV2"
        }) {
      inner = inner.has(wrapper) ? inner.get(wrapper).path("message") : inner;
    }
    return inner.properties().stream()
        .filter(field -> field.getKey().endsWith("Message"))
        .filter(
            field ->
                field.getValue().has("directPath")
                    || field.getValue().has("fileSha256")
                    || field.getValue().has("mimetype")
                    || isMetas(field.getValue()))
        .findFirst();
  }
}
