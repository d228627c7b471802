package io.bactrian.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a person can do about a reason for which a job was parked. */
public final class Advice {

  /** The first that is found in the reason counts. */
  private static final Map<Pattern, String> KNOWN = new LinkedHashMap<>();

  static {
    know("host refused|address refused|scheme refused", "advice.host");
    know("larger than|too large", "advice.size");
    know("not on WhatsApp|exists.?:.?false|no WhatsApp", "advice.number");
    know("not connected|Connection Closed|connection closed", "advice.connection");
    know("HTTP 401|HTTP 403.*key|apikey", "advice.key");
    know("sha-?256|SHA-256|hash|MAC|wrong bytes|differs", "advice.hash");
    know("no known type|not understood|can't be read|no JSON|malformed", "advice.event");
    know("expired|HTTP 404|HTTP 410|HTTP 403", "advice.expired");
    know("no message to ask|no rung|no source", "advice.source");
  }

  private Advice() {}

  /** The key of the sentence that says it. */
  public static String key(String reason) {
    if (reason == null) {
      return "advice.unknown";
    }
    return KNOWN.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(reason).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("advice.unknown");
  }

  private static void know(String reason, String key) {
    KNOWN.put(Pattern.compile(reason, Pattern.CASE_INSENSITIVE), key);
  }
}
