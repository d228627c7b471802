package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.AttachmentKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A media file as a message holds it.
 *
 * @param type the name Evolution knows such a media file by, {@code imageMessage}
 */
record MediaContent(String type, AttachmentKind kind, JsonNode body) {

  private static final String STICKER_PACK = "stickerPackMessage";

  private static final Map<String, AttachmentKind> KINDS =
      Map.of(
          "imageMessage",
          AttachmentKind.image,
          "videoMessage",
          AttachmentKind.video,
          "ptvMessage",
          AttachmentKind.video,
          "audioMessage",
          AttachmentKind.audio,
          "documentMessage",
          AttachmentKind.document,
          "stickerMessage",
          AttachmentKind.sticker,
          // A zip of pictures.
          STICKER_PACK,
          AttachmentKind.document);

  /** What is quoted or advertised is somebody else's media. */
  private static final Set<String> NOT_ITS_OWN =
      Set.of("contextInfo", "quotedMessage", "messageContextInfo", "jpegThumbnail");

  /** Headers and cards of templates lie three or four deep. */
  private static final int DEEPEST = 6;

  /** WhatsApp's carousels have up to ten cards. */
  private static final int MOST_MEDIA = 32;

  /**
   * The media that is the content, or those that lie in the header of a template, in the cards of a
   * carousel, or in a content that is not known yet. In their order.
   */
  static List<MediaContent> of(MessageContent content) {
    if (isMedia(content.type(), content.body())) {
      return List.of(named(content.type(), content.body()));
    }
    ContentKind known = ContentKind.of(content.type());
    return known == null || known.mayHoldMedia() ? find(content.body()) : List.of();
  }

  /** The HKDF info of its key where its kind does not tell it, else null. */
  String keyInfo() {
    return type.equals(STICKER_PACK) ? "WhatsApp Sticker Pack Keys" : null;
  }

  /**
   * Whether it is a media file itself: a known one, or one by its looks under a name nobody knows.
   */
  static boolean isMedia(String type, JsonNode body) {
    return KINDS.containsKey(type) || (ContentKind.of(type) == null && looksLikeMedia(body));
  }

  private static boolean looksLikeMedia(JsonNode node) {
    boolean located = node.path("url").isTextual() || node.path("directPath").isTextual();
    boolean described =
        node.hasNonNull("mimetype") || node.hasNonNull("fileSha256") || node.hasNonNull("mediaKey");
    return located && described;
  }

  private record Place(String name, JsonNode node, int depth) {}

  private static List<MediaContent> find(JsonNode body) {
    List<MediaContent> found = new ArrayList<>();
    Deque<Place> open = new ArrayDeque<>();
    open.add(new Place("", body, 0));
    while (!open.isEmpty()) {
      Place place = open.remove();
      if (place.node.isObject() && looksLikeMedia(place.node)) {
        if (found.size() < MOST_MEDIA) {
          found.add(named(place.name, place.node));
        }
        continue;
      }
      if (place.depth == DEEPEST) {
        continue;
      }
      if (place.node.isArray()) {
        place.node.forEach(node -> open.add(new Place(place.name, node, place.depth + 1)));
      }
      for (Map.Entry<String, JsonNode> field : place.node.properties()) {
        if (field.getValue().isContainerNode() && !NOT_ITS_OWN.contains(field.getKey())) {
          open.add(new Place(field.getKey(), field.getValue(), place.depth + 1));
        }
      }
    }
    return found;
  }

  private static MediaContent named(String type, JsonNode body) {
    AttachmentKind kind = KINDS.get(type);
    if (kind != null) {
      return new MediaContent(type, kind, body);
    }
    AttachmentKind guessed = ofMimeType(WireValues.text(body.path("mimetype")));
    return new MediaContent(guessed + "Message", guessed, body);
  }

  private static AttachmentKind ofMimeType(String mimeType) {
    String type = mimeType == null ? "" : mimeType.toLowerCase(Locale.ROOT);
    if (type.startsWith("image/")) {
      return AttachmentKind.image;
    }
    if (type.startsWith("video/")) {
      return AttachmentKind.video;
    }
    return type.startsWith("audio/") ? AttachmentKind.audio : AttachmentKind.document;
  }
}
