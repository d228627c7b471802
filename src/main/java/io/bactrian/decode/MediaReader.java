package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.IncomingMedia;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gathers every way to obtain a media file that a message names. */
final class MediaReader {

  private static final int MEDIA_KEY_LENGTH = 32;
  private static final int SHA256_LENGTH = 32;
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

  /**
   * Neither needed to download a media file nor small; the context holds the quoted message's
   * media.
   */
  private static final List<String> NOT_FOR_EVOLUTION =
      List.of(
          "jpegThumbnail",
          "contextInfo",
          "streamingSidecar",
          "scansSidecar",
          "waveform",
          "base64",
          "media",
          "mediaUrl");

  private final WireJson json;

  MediaReader(WireJson json) {
    this.json = json;
  }

  /** The media of the content in their order; what lies beside it belongs to the first of them. */
  List<IncomingMedia> read(UUID eventId, JsonNode key, MessageContent content)
      throws NotUnderstoodException {
    List<IncomingMedia> read = new ArrayList<>();
    for (MediaContent media : MediaContent.of(content)) {
      read.add(read(eventId, key, read.isEmpty() ? content.levels() : List.of(), media));
    }
    return read;
  }

  private IncomingMedia read(UUID eventId, JsonNode key, List<JsonNode> levels, MediaContent media)
      throws NotUnderstoodException {
    JsonNode body = media.body();
    byte[] mediaKey = bytes(body.path("mediaKey"), MEDIA_KEY_LENGTH);
    return new IncomingMedia(
        media.kind(),
        media.keyInfo(),
        first(body, "mimetype", "mime_type"),
        first(body, "fileName", "filename", "title", "name"),
        WireValues.positive(body.path("fileLength")),
        WireValues.positiveInt(body.path("width")),
        WireValues.positiveInt(body.path("height")),
        WireValues.positiveInt(body.path("seconds")),
        inlineKey(eventId, levels, body),
        mediaUrl(levels, body),
        WireValues.nonBlank(body.path("url")),
        WireValues.nonBlank(body.path("directPath")),
        mediaKey,
        sha256(body),
        bytes(body.path("fileEncSha256"), SHA256_LENGTH),
        evolutionMessage(key, media, mediaKey));
  }

  private static String beside(List<JsonNode> levels, JsonNode body, String name) {
    String beside = MessageContent.beside(levels, name);
    return beside == null ? WireValues.nonBlank(body.path(name)) : beside;
  }

  /** Of an own send by Meta's Cloud API Evolution leaves the file under {@code media}. */
  private static String inlineKey(UUID eventId, List<JsonNode> levels, JsonNode body) {
    String key = InlineMedia.objectKey(eventId, beside(levels, body, "base64"));
    return key == null
        ? InlineMedia.objectKey(eventId, WireValues.nonBlank(body.path("media")))
        : key;
  }

  /** There too: the link that it was sent by. */
  private static String mediaUrl(List<JsonNode> levels, JsonNode body) {
    String url = beside(levels, body, "mediaUrl");
    String sent = WireValues.nonBlank(body.path("media"));
    return url == null && InlineMedia.isLink(sent) ? sent : url;
  }

  /** Whether it came by Meta's Cloud API, whose fields and ids have names of their own. */
  private static boolean isMetas(JsonNode key, JsonNode body) {
    String id = KeyReader.id(key.path("id"));
    return body.has("mime_type") || body.has("sha256") || (id != null && id.startsWith("wamid."));
  }

  /** By Baileys' name or by Meta's, whose other interfaces write it in hex. */
  private static byte[] sha256(JsonNode body) {
    byte[] baileys = bytes(body.path("fileSha256"), SHA256_LENGTH);
    String metas = WireValues.nonBlank(body.path("sha256"));
    if (baileys != null || metas == null) {
      return baileys != null ? baileys : bytes(body.path("sha256"), SHA256_LENGTH);
    }
    return HEX.matcher(metas).matches()
        ? HexFormat.of().parseHex(metas)
        : bytes(body.path("sha256"), SHA256_LENGTH);
  }

  /** Baileys' name of a field, or Meta's. */
  private static String first(JsonNode body, String... names) {
    return WireValues.nonBlank(Contents.first(body, names));
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
    if (isMetas(key, body)) {
      // Evolution looks there for the name of the field that holds Meta's id.
      request.put("messageType", media.type());
    }
    return json.write(request);
  }
}
