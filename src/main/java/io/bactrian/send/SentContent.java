package io.bactrian.send;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.KnownNumbers;
import java.util.List;
import java.util.Map;

/**
 * What one record of Evolution's {@code findMessages} says, as far as it takes to tell whether it
 * is a message of ours.
 *
 * @param kind text, image, video, audio or document; null for all others
 * @param text text or caption, empty if there is none
 */
record SentContent(String kind, String text) {

  private static final Map<String, String> MEDIA =
      Map.of(
          "imageMessage", "image",
          "videoMessage", "video",
          "audioMessage", "audio",
          "documentMessage", "document");

  /** Those that Evolution leaves around a message, see its {@code prepareMessage}. */
  private static final List<String> WRAPPERS =
      List.of("ephemeralMessage", "documentWithCaptionMessage", "viewOnceMessageV2");

  static SentContent of(JsonNode message) {
    for (String wrapper : WRAPPERS) {
      if (message.hasNonNull(wrapper)) {
        return of(message.path(wrapper).path("message"));
      }
    }
    if (message.hasNonNull("conversation")) {
      return new SentContent("text", message.path("conversation").asText().strip());
    }
    if (message.hasNonNull("extendedTextMessage")) {
      return new SentContent("text", message.at("/extendedTextMessage/text").asText().strip());
    }
    for (Map.Entry<String, String> media : MEDIA.entrySet()) {
      if (message.hasNonNull(media.getKey())) {
        String caption = message.path(media.getKey()).path("caption").asText("");
        return new SentContent(media.getValue(), caption.strip());
      }
    }
    return new SentContent(null, "");
  }

  boolean isOf(OutgoingRow message) {
    String expected = message.text() == null ? "" : message.text().strip();
    return message.kind().equals(kind) && expected.equals(text);
  }

  /** Whether two addresses reach the same phone or group. */
  static boolean sameChat(String one, String other) {
    return KnownNumbers.spellings(one).contains(other);
  }
}
