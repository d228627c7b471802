package io.bactrian.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.evolution.Excerpt;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What Evolution means when it does not give a media file. It wraps nearly everything as 400, so
 * the text decides, not the status.
 *
 * @param passing whether asking again later may help
 * @param reason for an operator
 */
record EvolutionRefusal(boolean passing, String reason) {

  /** In lower case; faults between Evolution and WhatsApp, not of the media. */
  private static final List<String> PASSING =
      List.of(
          "rate-overlimit",
          "connection closed",
          "connection lost",
          "connection terminated",
          "timed out",
          "timeout",
          "aggregateerror",
          "fetch failed",
          "econn",
          "etimedout",
          "enotfound",
          "eai_again",
          "socket hang up",
          "service unavailable",
          "license_required");

  private static final int MAX_REASON = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  static EvolutionRefusal of(int status, byte[] body) {
    String text = text(body);
    String lower = text.toLowerCase(Locale.ROOT);
    boolean passing =
        switch (status) {
          // A key that is wrong and an instance that is not there (yet, or again) are faults of a
          // configuration, which people repair; they say nothing of the media.
          case 401, 403, 404 -> true;
          default ->
              // A redirect too: the base URL is ours to correct.
              status < 400
                  || MediaHttp.passing(status)
                  || PASSING.stream().anyMatch(lower::contains);
        };
    String excerpt = Excerpt.of(text, MAX_REASON);
    return new EvolutionRefusal(
        passing, "Evolution HTTP " + status + (excerpt.isEmpty() ? "" : ": " + excerpt));
  }

  /** All text of an answer, which comes as {@code {status,error,response:{message}}} or worse. */
  private static String text(byte[] body) {
    try {
      StringBuilder text = new StringBuilder();
      JsonNode json = JSON.readTree(body);
      collect(json.path("response"), text);
      collect(json.path("message"), text);
      collect(json.path("code"), text);
      return text.isEmpty() ? json.path("error").asText("") : text.toString().strip();
    } catch (IOException e) {
      return new String(body, UTF_8);
    }
  }

  private static void collect(JsonNode node, StringBuilder text) {
    if (node.isTextual()) {
      text.append(node.asText()).append(' ');
    }
    node.forEach(child -> collect(child, text));
  }
}
