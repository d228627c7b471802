package io.bactrian.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.IncomingMedia;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Gathers every way to obtain a media that a message names. */
final class MediaReader {

  private static final int MEDIA_KEY_LENGTH = 32;
  private static final int SHA256_LENGTH = 32;

  /** Neither needed to download a media nor small; the context holds the quoted message's media. */
  private static final List<String> NOT_FOR_EVOLUTION =
      List.of(
          "jpegThumbnail",
          "contextInfo",
          "streamingSidecar",
          "scansSidecar",
          "waveform",
          "base64",
          "mediaUrl");

  private final WireJson json;

  MediaReader(WireJson json) {
    this.json = json;
  }

  /** Null if the content holds no media. */
  IncomingMedia read(UUID eventId, JsonNode key, MessageContent content)
      throws NotUnderstoodException {
    MediaContent media = MediaContent.of(content);
    if (media == null) {
      return null;
    }
    JsonNode body = media.body();
    byte[] mediaKey = bytes(body.path("mediaKey"), MEDIA_KEY_LENGTH);
    return new IncomingMedia(
        media.kind(),
        WireValues.nonBlank(body.path("mimetype")),
        fileName(body),
        WireValues.positive(body.path("fileLength")),
        WireValues.positiveInt(body.path("width")),
        WireValues.positiveInt(body.path("height")),
        WireValues.positiveInt(body.path("seconds")),
        InlineMedia.objectKey(eventId, beside(content, body, "base64")),
        beside(content, body, "mediaUrl"),
        WireValues.nonBlank(body.path("url")),
        WireValues.nonBlank(body.path("directPath")),
        mediaKey,
        bytes(body.path("fileSha256"), SHA256_LENGTH),
        bytes(body.path("fileEncSha256"), SHA256_LENGTH),
        evolutionMessage(key, media, mediaKey));
  }

  private static String beside(MessageContent content, JsonNode body, String name) {
    String beside = content.beside(name);
    return beside == null ? WireValues.nonBlank(body.path(name)) : beside;
  }

  private static String fileName(JsonNode body) {
    String name = WireValues.nonBlank(body.path("fileName"));
    return name == null ? WireValues.nonBlank(body.path("title")) : name;
  }

  private static byte[] bytes(JsonNode node, int length) {
    byte[] bytes = WireValues.bytes(node);
    return bytes == null || bytes.length != length ? null : bytes;
  }

  private String evolutionMessage(JsonNode key, MediaContent media, byte[] mediaKey)
      throws NotUnderstoodException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (media.body() instanceof ObjectNode own) {
      body.setAll(own);
    }
    body.remove(NOT_FOR_EVOLUTION);
    // Evolution makes bytes of the values of any object, which for a Buffer are not its bytes.
    if (mediaKey != null && (body.get("mediaKey").has("data") || body.get("mediaKey").isArray())) {
      body.put("mediaKey", Base64.getEncoder().encodeToString(mediaKey));
    }
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.set("key", key);
    request.putObject("message").set(media.type(), body);
    return json.write(request);
  }
}
