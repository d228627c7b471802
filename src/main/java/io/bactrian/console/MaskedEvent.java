package io.bactrian.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A webhook for people to read: what opens something, and media in base64, are left out. */
final class MaskedEvent {

  private static final Pattern SECRET =
      Pattern.compile(".*(?:apikey|token|secret|password|authorization|mediakey|jwt).*");
  private static final Pattern BYTES = Pattern.compile("base64|jpegthumbnail|.*sha256");
  private static final int LONGEST = 2_000;
  private static final String MASK = "•••";

  private MaskedEvent() {}

  /**
   * The text to show.
   *
   * @param cut whether the bytes are only the first of it, which can't be read as JSON and so not
   *     be masked: nothing of it is shown
   */
  static String of(byte[] bytes, boolean cut, ObjectMapper json) {
    if (cut) {
      return "";
    }
    try {
      JsonNode event = json.readTree(bytes);
      mask(event);
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(event);
    } catch (IOException e) {
      // Not JSON: there are no names by which to tell what is secret, so only its begin is shown.
      String text = new String(bytes, UTF_8);
      return text.substring(0, Math.min(200, text.length()));
    }
  }

  private static void mask(JsonNode root) {
    List<JsonNode> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      JsonNode node = open.remove(open.size() - 1);
      if (node instanceof ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
          String masked = masked(name.toLowerCase(Locale.ROOT), object.get(name));
          if (masked == null) {
            open.add(object.get(name));
          } else {
            object.put(name, masked);
          }
        }
      } else if (node instanceof ArrayNode array) {
        array.forEach(open::add);
      }
    }
  }

  /** What stands in its place; null to show it. */
  private static String masked(String name, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (SECRET.matcher(name).matches() || BYTES.matcher(name).matches()) {
      return MASK;
    }
    if (value.isTextual() && value.textValue().length() > LONGEST) {
      return value.textValue().substring(0, LONGEST) + "…";
    }
    return null;
  }
}
