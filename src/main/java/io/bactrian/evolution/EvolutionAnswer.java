package io.bactrian.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.failure.TransientFailureException;
import io.bactrian.memory.CompactTree;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;

/**
 * Reads Evolution's answers. It answers every failure to send with 400, those after the message has
 * left too, so errors are told apart by their text, not by their status. Nothing but a known text
 * or a status that none of its sends has proves that a message did not leave.
 */
@Component("evolutionAnswer")
public class EvolutionAnswer {

  /** What Evolution from 2.4 on answers to every call until its licence is activated. */
  public static final String UNLICENSED = "LICENSE_REQUIRED";

  private static final int REASON_LENGTH = 200;

  /**
   * What fails before a message leaves: the connection to WhatsApp and what is asked over it, and
   * the media that is fetched and uploaded first.
   */
  private static final Pattern NOT_DONE =
      Pattern.compile(
          "^(?:\\w*(?:Error|Exception): )?"
              + "(?:Connection Closed|Timed Out|rate-overlimit|Failed to fetch stream"
              + "|Media upload failed)",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  /** What fails after it has left, but leaves no record. */
  private static final Pattern STORAGE =
      Pattern.compile("prisma|database", Pattern.CASE_INSENSITIVE);

  private final ObjectMapper json;

  public EvolutionAnswer(ObjectMapper json) {
    this.json = json;
  }

  /**
   * The answer's JSON if the call succeeded (200 or 201).
   *
   * @throws PermanentFailureException for a number that is not on WhatsApp, for what fails
   *     Evolution's schema, and for what Meta refuses, which comes as a success
   * @throws RefusedCallException for 401, 403 and 404
   * @throws UnknownOutcomeException for a 400 that does not prove that nothing was done, for 408
   *     and every 5xx that is not Evolution's own, and for a success it does not have
   * @throws UnlicensedException if Evolution is not activated
   * @throws TransientFailureException for everything else
   */
  public JsonNode read(@Header(Exchange.HTTP_RESPONSE_CODE) int status, String body) {
    JsonNode answer = parse(body);
    if (status == 200 || status == 201) {
      MetaRefusal.in(answer)
          .ifPresent(
              refusal -> {
                throw refusal;
              });
      return answer;
    }
    String reason = "HTTP " + status + reason(answer);
    if (status == 401 || status == 403 || status == 404) {
      throw new RefusedCallException(status, reason);
    }
    if (isUnlicensed(answer)) {
      throw new UnlicensedException(reason);
    }
    if (isOfAGateway(status, answer)) {
      throw new UnknownOutcomeException(reason);
    }
    if (status == 400 && isPermanent(answer)) {
      throw new PermanentFailureException(reason);
    }
    boolean unstored = STORAGE.matcher(texts(answer)).find();
    if (unstored || (status == 400 && !NOT_DONE.matcher(texts(answer)).find())) {
      throw UnknownOutcomeException.told(reason, unstored);
    }
    throw new TransientFailureException(reason);
  }

  /** Evolution answers a send with 201, 400, or what its guards say before they let it through. */
  private static boolean isOfAGateway(int status, JsonNode answer) {
    boolean evolutions =
        answer.path("response").has("message")
            || (answer.path("status").isInt() && answer.has("error"));
    return status / 100 == 2
        || status == 408
        || status == 502
        || status == 504
        || (status >= 500 && !evolutions);
  }

  private static boolean isUnlicensed(JsonNode answer) {
    return answer.path("code").asText().equals(UNLICENSED);
  }

  /** The messages, a line each. */
  private static String texts(JsonNode answer) {
    JsonNode message = answer.path("response").path("message");
    if (!message.isArray()) {
      return message.asText();
    }
    StringBuilder lines = new StringBuilder();
    message.forEach(entry -> lines.append(entry.asText()).append('\n'));
    return lines.toString();
  }

  private static boolean isPermanent(JsonNode answer) {
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
        || text.contains("does not meet minimum length")
        || text.contains("contains duplicate item")
        || text.contains("the file name must be informed")
        || text.contains("owned media must be");
  }

  private static String reason(JsonNode answer) {
    JsonNode message = answer.path("response").path("message");
    JsonNode text = message.isMissingNode() ? answer.path("error") : message;
    if (text.path(0).path("exists").isBoolean()) {
      return ": the number is not on WhatsApp";
    }
    if (isUnlicensed(answer)) {
      return ": " + UNLICENSED + ", Evolution is not activated";
    }
    String plain = Excerpt.of(text.isTextual() ? text.asText() : text.toString(), REASON_LENGTH);
    return plain.isBlank() ? "" : ": " + plain;
  }

  private JsonNode parse(String body) {
    if (body == null || body.isBlank()) {
      return json.createObjectNode();
    }
    try {
      JsonNode answer = CompactTree.read(json.createParser(body), CompactTree::nothing);
      return answer == null ? json.createObjectNode() : answer;
    } catch (IOException e) {
      // A proxy in between answers in HTML; its status still counts.
      return json.createObjectNode();
    }
  }
}
