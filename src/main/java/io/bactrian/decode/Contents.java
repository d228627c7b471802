package io.bactrian.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what a message says beside its text: the structured {@code content} of the API. A field
 * that is absent or unusable is left out, so a later version of WhatsApp costs a field and never
 * the message.
 */
final class Contents {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}(\\.\\d{1,17})?");

  /** What a button says of itself when it is pressed; more than that are answers to a form. */
  private static final Set<String> OF_A_CHOICE =
      Set.of("id", "title", "text", "display_text", "description");

  private Contents() {}

  /**
   * The content by the kind of the message, and what goes with any kind: {@code forwarded}, {@code
   * viewOnce}, {@code statusReply}, {@code ad}.
   *
   * @return null if there is nothing to say
   */
  static String read(MessageContent message) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    JsonNode body = message.body();
    switch (message.type()) {
      case "contactMessage" -> contact(content, body);
      case "contactsArrayMessage" -> body.path("contacts").forEach(each -> contact(content, each));
      case "locationMessage" -> location(content, body, body.path("isLive").asBoolean());
      case "liveLocationMessage" -> location(content, body, true);
      case "buttonsResponseMessage" ->
          choice(content, body.path("selectedButtonId"), body.path("selectedDisplayText"));
      case "templateButtonReplyMessage" ->
          choice(content, body.path("selectedId"), body.path("selectedDisplayText"));
      case "listResponseMessage" ->
          choice(content, body.at("/singleSelectReply/selectedRowId"), body.path("title"));
      case "interactiveResponseMessage" -> flow(content, body.path("nativeFlowResponseMessage"));
      case "reactionMessage" -> reaction(content, body);
      case "eventMessage" -> event(content, body);
      case "orderMessage" -> order(content, body);
      case "productMessage" -> product(content, body);
      case "groupInviteMessage" -> invite(content, body, "groupJid", "groupName");
      case "newsletterAdminInviteMessage" ->
          invite(content, body, "newsletterJid", "newsletterName");
      case "pollResultSnapshotMessage", "pollResultSnapshotMessageV3" -> pollResult(content, body);
      case "buttonsMessage", "listMessage", "templateMessage", "interactiveMessage" ->
          ButtonReader.read(content, message.type(), body);
      default -> {
        if (message.type().startsWith("pollCreationMessage")) {
          poll(content, body);
        }
      }
    }
    context(content, message);
    return content.isEmpty() ? null : content.toString();
  }

  private static void contact(ObjectNode content, JsonNode body) {
    VCard card = VCard.of(WireValues.text(body.path("vcard")));
    String name = WireValues.nonBlank(body.path("displayName"));
    ObjectNode contact = content.withArray("contacts").addObject();
    contact.put("name", name == null ? card.name() : name);
    ArrayNode numbers = contact.putArray("numbers");
    card.numbers().forEach(numbers::add);
  }

  private static void location(ObjectNode content, JsonNode body, boolean live) {
    ObjectNode location = content.putObject("location");
    number(location, "latitude", body.path("degreesLatitude"));
    number(location, "longitude", body.path("degreesLongitude"));
    text(location, "name", body.path("name"));
    text(location, "address", body.path("address"));
    location.put("live", live);
  }

  private static void choice(ObjectNode content, JsonNode id, JsonNode title) {
    ObjectNode choice = content.putObject("choice");
    text(choice, "id", id);
    text(choice, "title", title);
  }

  /** The answer to a form; a button of the native flow that only names itself is a choice. */
  private static void flow(ObjectNode content, JsonNode response) {
    JsonNode answers = parsed(response.path("paramsJson"));
    if (answers.hasNonNull("id") && !answers.has("flow_token")) {
      choice(content, answers.path("id"), first(answers, "title", "text", "display_text"));
      if (OF_A_CHOICE.containsAll(names(answers))) {
        return;
      }
    }
    ObjectNode flow = content.putObject("flow");
    text(flow, "name", response.path("name"));
    if (answers.isObject()) {
      flow.set("answers", answers);
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What one emoji says of a message, also where it came encrypted. */
  static String reaction(String to, String emoji) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.putObject("reaction").put("to", to).put("emoji", emoji == null ? "" : emoji);
    return content.toString();
  }

  private static void reaction(ObjectNode content, JsonNode body) {
    ObjectNode reaction = content.putObject("reaction");
    text(reaction, "to", body.at("/key/id"));
    String emoji = WireValues.text(body.path("text"));
    // Taken back: Baileys says so by an empty text, Meta by none.
    reaction.put("emoji", emoji == null ? "" : emoji);
  }

  private static void event(ObjectNode content, JsonNode body) {
    ObjectNode event = content.putObject("event");
    text(event, "name", body.path("name"));
    text(event, "description", body.path("description"));
    Instant begins = WireValues.instant(body.path("startTime"));
    if (begins != null) {
      event.put("startsAt", begins.toString());
    }
    JsonNode place = body.path("location");
    text(event, "place", place.isObject() ? first(place, "name", "address") : place);
    if (body.path("isCanceled").asBoolean()) {
      event.put("cancelled", true);
    }
  }

  private static void order(ObjectNode content, JsonNode body) {
    ObjectNode order = content.putObject("order");
    text(order, "id", body.path("orderId"));
    text(order, "title", body.path("orderTitle"));
    text(order, "message", body.path("message"));
    number(order, "items", body.path("itemCount"));
    price(order, "total", body, "totalAmount1000", "totalCurrencyCode");
  }

  private static void product(ObjectNode content, JsonNode body) {
    JsonNode given = body.path("product");
    ObjectNode product = content.putObject("product");
    text(product, "id", given.path("productId"));
    text(product, "title", given.path("title"));
    text(product, "description", given.path("description"));
    text(product, "url", given.path("url"));
    text(product, "retailerId", given.path("retailerId"));
    price(product, "price", given, "priceAmount1000", "currencyCode");
  }

  /** WhatsApp counts money in thousandths. */
  private static void price(
      ObjectNode holder, String name, JsonNode body, String amount, String currency) {
    Long thousandths = WireValues.number(body.path(amount));
    if (thousandths != null) {
      holder.put(name, BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString());
      text(holder, "currency", body.path(currency));
    }
  }

  private static void invite(ObjectNode content, JsonNode body, String chat, String name) {
    ObjectNode invite = content.putObject("invite");
    text(invite, "chat", body.path(chat));
    text(invite, "name", body.path(name));
    text(invite, "code", body.path("inviteCode"));
    Instant expires = WireValues.instant(body.path("inviteExpiration"));
    if (expires != null) {
      invite.put("expiresAt", expires.toString());
    }
  }

  private static void poll(ObjectNode content, JsonNode body) {
    ObjectNode poll = content.putObject("poll");
    text(poll, "name", body.path("name"));
    ArrayNode options = poll.putArray("options");
    for (JsonNode option : body.path("options")) {
      text(options.addObject(), "name", option.path("optionName")).put("votes", 0);
    }
    Long choices = WireValues.number(body.path("selectableOptionsCount"));
    poll.put("multiple", choices == null || choices != 1);
  }

  private static void pollResult(ObjectNode content, JsonNode body) {
    ObjectNode poll = content.putObject("poll");
    text(poll, "name", body.path("name"));
    ArrayNode options = poll.putArray("options");
    for (JsonNode option : body.path("pollVotes")) {
      ObjectNode counted = text(options.addObject(), "name", option.path("optionName"));
      Long votes = WireValues.number(option.path("optionVoteCount"));
      counted.put("votes", votes == null ? 0 : votes);
    }
  }

  private static void context(ObjectNode content, MessageContent message) {
    if (isViewOnce(message)) {
      content.put("viewOnce", true);
    }
    // Evolution moves the context of a text to the webhook's data.
    List<JsonNode> holders = new ArrayList<>(message.levels());
    holders.add(message.body());
    for (JsonNode holder : holders) {
      JsonNode context = holder.path("contextInfo");
      Long score = WireValues.positive(context.path("forwardingScore"));
      if (score != null || context.path("isForwarded").asBoolean()) {
        content.put("forwarded", score == null ? 1 : score);
      }
      if ("status@broadcast".equals(WireValues.text(context.path("remoteJid")))) {
        content.put("statusReply", true);
      }
      ad(content, context.path("externalAdReply"));
    }
  }

  private static boolean isViewOnce(MessageContent message) {
    return message.body().path("viewOnce").asBoolean()
        || message.levels().stream()
            .anyMatch(
                level ->
                    level.has("viewOnceMessage")
                        || level.has("viewOnceMessageV2")
                        || level.has("viewOnceMessageV2Extension"));
  }

  /** Links that a person's phone previews come in the same field, and name no advert. */
  private static void ad(ObjectNode content, JsonNode reply) {
    if (reply.hasNonNull("sourceId")
        || reply.hasNonNull("ctwaClid")
        || "ad".equals(WireValues.text(reply.path("sourceType")))) {
      ObjectNode ad = content.putObject("ad");
      text(ad, "sourceId", reply.path("sourceId"));
      text(ad, "sourceUrl", reply.path("sourceUrl"));
      text(ad, "title", reply.path("title"));
      text(ad, "clickId", reply.path("ctwaClid"));
    }
  }

  /** The JSON that WhatsApp writes into a text; missing if it is none. */
  static JsonNode parsed(JsonNode text) {
    try {
      return text.isTextual()
          ? JSON.readTree(WireValues.clean(text.textValue()))
          : JsonNodeFactory.instance.missingNode();
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  static ObjectNode text(ObjectNode holder, String name, JsonNode value) {
    String text = WireValues.nonBlank(value);
    return text == null ? holder : holder.put(name, text);
  }

  static JsonNode first(JsonNode holder, String... names) {
    for (String name : names) {
      if (WireValues.nonBlank(holder.path(name)) != null) {
        return holder.path(name);
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }

  private static void number(ObjectNode holder, String name, JsonNode value) {
    if (value.isNumber()) {
      holder.set(name, value);
    } else if (value.isTextual() && DECIMAL.matcher(value.textValue()).matches()) {
      holder.put(name, Double.parseDouble(value.textValue()));
    }
  }
}
