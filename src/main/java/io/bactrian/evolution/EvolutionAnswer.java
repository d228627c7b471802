package io.bactrian.evolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.media.Excerpt;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;

/**
 * Reads Evolution's answers. It answers every failure to send with 400, so errors are told apart by
 * their text, not by their status.
 */
@Component("evolutionAnswer")
public class EvolutionAnswer {

  private static final int REASON_LENGTH = 200;

  private final ObjectMapper json;

  public EvolutionAnswer(ObjectMapper json) {
    this.json = json;
  }

  /**
   * The answer's JSON if the call succeeded (200 or 201).
   *
   * @throws PermanentFailureException for a number that is not on WhatsApp and for what fails
   *     Evolution's schema
   * @throws RefusedCallException for 401, 403 and 404
   * @throws GatewayFailureException for what a gateway answers that waited in vain (502, 504)
   * @throws TransientFailureException for everything else
   */
  public JsonNode read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, String body) {
    JsonNode answer = parse(body);
    if (status == 200 || status == 201) {
      return answer;
    }
    String reason = "HTTP " + status + reason(answer);
    if (status == 502 || status == 504) {
      throw new GatewayFailureException(reason);
    }
    if (status == 401 || status == 403 || status == 404) {
      throw new RefusedCallException(status, reason);
    }
    throw isPermanent(status, answer)
        ? new PermanentFailureException(reason)
        : new TransientFailureException(reason);
  }

  private static boolean isPermanent(int status, JsonNode answer) {
    if (status != 400) {
      return false;
    }
    JsonNode message = answer.path("response").path("message");
    for (JsonNode entry : message) {
      boolean notOnWhatsApp = entry.path("exists").isBoolean() && !entry.path("exists").asBoolean();
      if (notOnWhatsApp || isSchemaError(entry)) {
        return true;
      }
    }
    return isSchemaError(message);
  }

  /** Such as {@code instance requires property "number"}, alone or in lists. */
  private static boolean isSchemaError(JsonNode entry) {
    String text =
        (entry.isArray() ? entry.path(0).asText() : entry.asText()).toLowerCase(Locale.ROOT);
    return text.contains("requires property")
        || text.contains("is not of a type")
        || text.contains("is not one of enum values")
        || text.contains("does not match pattern")
        || text.contains("does not meet minimum length");
  }

  private static String reason(JsonNode answer) {
    JsonNode message = answer.path("response").path("message");
    JsonNode text = message.isMissingNode() ? answer.path("error") : message;
    if (text.path(0).path("exists").isBoolean()) {
      return ": the number is not on WhatsApp";
    }
    String plain = Excerpt.of(text.isTextual() ? text.asText() : text.toString(), REASON_LENGTH);
    return plain.isBlank() ? "" : ": " + plain;
  }

  private JsonNode parse(String body) {
    if (body == null || body.isBlank()) {
      return json.createObjectNode();
    }
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      // A proxy in between answers in HTML; its status still counts.
      return json.createObjectNode();
    }
  }
}
