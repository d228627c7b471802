package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads the buttons, rows, cards and payment keys of messages that a business sends. Each of
 * WhatsApp's generations of such messages has a shape of its own; here they are one list of {@code
 * buttons}, each with the {@code title}, {@code url}, {@code code} or {@code id} that it has.
 */
final class ButtonReader {

  private ButtonReader() {}

  /** Adds {@code buttons}, {@code cards} and {@code pix} to the content. */
  static void read(ObjectNode content, String type, JsonNode body) {
    switch (type) {
      case "buttonsMessage" ->
          body.path("buttons")
              .forEach(
                  each ->
                      button(
                          content, each.at("/buttonText/displayText"), each.path("buttonId"), -1));
      case "listMessage" -> rows(content, body.path("sections"), -1);
      case "templateMessage" -> template(content, body);
      default -> interactive(content, body, -1);
    }
  }

  private static void template(ObjectNode content, JsonNode body) {
    for (String version : new String[] {"hydratedTemplate", "hydratedFourRowTemplate"}) {
      for (JsonNode each : body.path(version).path("hydratedButtons")) {
        for (JsonNode given : each) {
          if (given.isObject()) {
            Contents.text(
                button(content, given.path("displayText"), given.path("id"), -1),
                "url",
                Contents.first(given, "url", "phoneNumber"));
          }
        }
      }
    }
    interactive(content, body.path("interactiveMessageTemplate"), -1);
  }

  /**
   * @param card position of the card in its carousel, which is that of its media; -1 outside one
   */
  private static void interactive(ObjectNode content, JsonNode body, int card) {
    for (JsonNode each : body.at("/nativeFlowMessage/buttons")) {
      JsonNode given = Contents.parsed(each.path("buttonParamsJson"));
      if (given.has("payment_settings") || given.has("payment_key")) {
        pix(content, given);
        order(content, given);
      } else if (given.has("sections")) {
        rows(content, given.path("sections"), card);
      } else {
        ObjectNode button = button(content, given.path("display_text"), given.path("id"), card);
        Contents.text(button, "url", Contents.first(given, "url", "phone_number"));
        Contents.text(button, "code", given.path("copy_code"));
      }
    }
    int position = 0;
    for (Iterator<JsonNode> cards = body.at("/carouselMessage/cards").elements();
        cards.hasNext();
        position++) {
      JsonNode each = cards.next();
      ObjectNode shown = content.withArray("cards").addObject();
      Contents.text(shown, "title", each.at("/header/title"));
      Contents.text(shown, "text", each.at("/body/text"));
      interactive(content, each, position);
    }
  }

  private static void rows(ObjectNode content, JsonNode sections, int card) {
    for (JsonNode section : sections) {
      for (JsonNode row : section.path("rows")) {
        button(content, row.path("title"), Contents.first(row, "rowId", "id"), card);
      }
    }
  }

  private static ObjectNode button(ObjectNode content, JsonNode title, JsonNode id, int card) {
    ObjectNode button = content.withArray("buttons").addObject();
    Contents.text(button, "title", title);
    Contents.text(button, "id", id);
    if (card >= 0) {
      button.put("card", card);
    }
    return button;
  }

  /** The key that a payer copies, or the code where the amount is in it. */
  private static void pix(ObjectNode content, JsonNode given) {
    List<JsonNode> places = new ArrayList<>(List.of(given));
    for (JsonNode setting : given.path("payment_settings")) {
      places.add(setting);
      setting.forEach(places::add);
    }
    for (JsonNode place : places) {
      boolean within = place.path("payment_key").isObject();
      JsonNode holder = within ? place.get("payment_key") : place;
      JsonNode key = Contents.first(holder, "key", "payment_key", "code");
      if (!key.isMissingNode()) {
        ObjectNode pix = content.putObject("pix");
        Contents.text(pix, "key", key);
        Contents.text(pix, "type", Contents.first(holder, "key_type", "payment_key_type"));
        if (within) {
          Contents.text(pix, "type", Contents.first(holder, "key_type", "type"));
        }
        return;
      }
    }
  }

  /** What is to be paid, where the button says so; an amount has its own number of decimals. */
  private static void order(ObjectNode content, JsonNode given) {
    if (!given.has("order") && !given.has("total_amount")) {
      return;
    }
    ObjectNode order = content.putObject("order");
    Contents.text(order, "id", given.path("reference_id"));
    if (given.at("/order/items").size() > 0) {
      order.put("items", given.at("/order/items").size());
    }
    Long value = WireValues.number(given.at("/total_amount/value"));
    Long offset = WireValues.positive(given.at("/total_amount/offset"));
    if (value != null) {
      BigDecimal total = BigDecimal.valueOf(value);
      if (offset != null) {
        total = total.divide(BigDecimal.valueOf(offset), MathContext.DECIMAL64);
      }
      order.put("total", total.stripTrailingZeros().toPlainString());
      Contents.text(order, "currency", given.path("currency"));
    }
  }
}
