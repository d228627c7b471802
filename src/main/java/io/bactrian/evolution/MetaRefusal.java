package io.bactrian.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.failure.TransientFailureException;
import java.util.Optional;
import java.util.Set;

/**
 * What Meta's Cloud API refuses, Evolution answers as a success: 200 or 201 with Meta's error, bare
 * or under {@code error}, and without a key. Nothing has left then.
 */
final class MetaRefusal {

  /** Of Meta's codes those that say «not now»: limits of pace, and a service that is away. */
  private static final Set<Integer> NOT_NOW =
      Set.of(2, 4, 80007, 130429, 131016, 131048, 131056, 131057, 133004);

  private static final int REASON_LENGTH = 200;

  private MetaRefusal() {}

  /** The failure that an answer stands for; empty if it is none. */
  static Optional<RuntimeException> in(JsonNode answer) {
    JsonNode error = answer.path("error").isObject() ? answer.path("error") : answer;
    boolean metas =
        error.path("message").isTextual() && (error.has("code") || error.has("error_data"));
    if (answer.has("key") || !metas) {
      return Optional.empty();
    }
    int code = error.path("code").asInt();
    String reason = "Meta refuses it (code " + code + ")" + words(error);
    return Optional.of(
        NOT_NOW.contains(code)
            ? new TransientFailureException(reason)
            : new PermanentFailureException(reason));
  }

  private static String words(JsonNode error) {
    String message = error.path("message").asText().replaceFirst("^\\(#\\d+\\)\\s*", "");
    String details = error.at("/error_data/details").asText("");
    String words = message.equals(details) ? message : message + " " + details;
    String plain = Excerpt.of(words, REASON_LENGTH);
    return plain.isEmpty() ? "" : ": " + plain;
  }
}
