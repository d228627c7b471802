package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a message holds once its wrappers are off.
 *
 * @param type the key of the content, {@code imageMessage}
 * @param body the content; a text for {@code conversation}
 * @param levels the objects passed on the way in, outermost first: what goes with the content
 *     (mediaUrl, base64, messageContextInfo) may lie in any of them
 */
record MessageContent(String type, JsonNode body, List<JsonNode> levels) {

  /** WhatsApp nests two or three wrappers; more is no message. */
  private static final int MOST_WRAPPERS = 16;

  private static final Set<String> BESIDE_CONTENT =
      Set.of(
          "messageContextInfo",
          "contextInfo",
          "senderKeyDistributionMessage",
          "fastRatchetKeySenderKeyDistributionMessage",
          "base64",
          "mediaUrl",
          "speechToText");

  /**
   * Takes the wrappers off the {@code message} of {@code holder}. Which key is a wrapper is told by
   * its shape, an object around another {@code message}, so that those to come are known too.
   *
   * @throws NotUnderstoodException if there is no content
   */
  static MessageContent of(JsonNode holder) throws NotUnderstoodException {
    List<JsonNode> levels = new ArrayList<>(List.of(holder));
    JsonNode message = holder.path("message");
    for (int i = 0; i < MOST_WRAPPERS; i++) {
      if (!message.isObject()) {
        throw new NotUnderstoodException("it has no message");
      }
      levels.add(message);
      Map.Entry<String, JsonNode> content = content(message);
      if (content == null) {
        throw new NotUnderstoodException("the message has no content");
      }
      if (!isWrapper(content.getValue())) {
        return new MessageContent(content.getKey(), content.getValue(), List.copyOf(levels));
      }
      message = content.getValue().get("message");
    }
    throw new NotUnderstoodException("wrapped more than " + MOST_WRAPPERS + " times");
  }

  /** The first text found under the key in the levels, outermost first; null if there is none. */
  static String beside(List<JsonNode> levels, String key) {
    for (JsonNode level : levels) {
      String text = WireValues.nonBlank(level.path(key));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static Map.Entry<String, JsonNode> content(JsonNode message) {
    Map.Entry<String, JsonNode> best = null;
    for (Map.Entry<String, JsonNode> field : message.properties()) {
      if (isContent(field) && (best == null || weight(field) > weight(best))) {
        best = field;
      }
    }
    return best;
  }

  private static boolean isContent(Map.Entry<String, JsonNode> field) {
    String name = field.getKey();
    return name.equals("conversation")
        ? field.getValue().isTextual()
        : field.getValue().isObject()
            && !BESIDE_CONTENT.contains(name)
            && !name.startsWith("chatwoot");
  }

  /** Where several keys look like content the media must not lose to a text. */
  private static int weight(Map.Entry<String, JsonNode> field) {
    if (MediaContent.isMedia(field.getKey(), field.getValue())) {
      return 4;
    }
    if (isWrapper(field.getValue())) {
      return 3;
    }
    return ContentKind.of(field.getKey()) == null ? 1 : 2;
  }

  private static boolean isWrapper(JsonNode content) {
    return content.path("message").isObject();
  }
}
