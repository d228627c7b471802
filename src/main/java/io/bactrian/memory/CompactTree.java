package io.bactrian.memory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BiPredicate;

/**
 * Reads JSON into a tree as Jackson does, but for two things: bytes that come as an object of
 * indices become {@link IndexedBytes}, and what the reader does not want is passed over.
 */
public final class CompactTree {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int FIRST_BYTES = 32;

  private final JsonParser json;
  private final BiPredicate<String, String> unwanted;

  private CompactTree(JsonParser json, BiPredicate<String, String> unwanted) {
    this.json = json;
    this.unwanted = unwanted;
  }

  /** For who wants all of it. */
  public static boolean nothing(String parent, String name) {
    return false;
  }

  /**
   * Reads one value to its end.
   *
   * @param unwanted says of a field, by the name its object has and by its own, whether it is
   *     passed over
   * @return null if there is none
   */
  public static JsonNode read(JsonParser json, BiPredicate<String, String> unwanted)
      throws IOException {
    JsonToken first = json.nextToken();
    return first == null ? null : new CompactTree(json, unwanted).value(first, "");
  }

  private JsonNode value(JsonToken token, String name) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(name);
      case START_ARRAY -> array(name);
      case VALUE_STRING -> NODES.textNode(json.getText());
      case VALUE_NUMBER_INT -> wholeNumber();
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(json.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private JsonNode wholeNumber() throws IOException {
    return switch (json.getNumberType()) {
      case INT -> NODES.numberNode(json.getIntValue());
      case LONG -> NODES.numberNode(json.getLongValue());
      default -> NODES.numberNode(json.getBigIntegerValue());
    };
  }

  private ArrayNode array(String name) throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      array.add(value(token, name));
    }
    return array;
  }

  private JsonNode object(String name) throws IOException {
    String field = json.nextFieldName();
    byte[] bytes = null;
    int count = 0;
    JsonToken token = null;
    // As long as it looks like bytes it is read as such.
    while (field != null && field.equals(Integer.toString(count))) {
      token = json.nextToken();
      if (!isByte(token)) {
        break;
      }
      bytes =
          bytes == null
              ? new byte[FIRST_BYTES]
              : count == bytes.length ? Arrays.copyOf(bytes, count * 2) : bytes;
      bytes[count++] = (byte) json.getIntValue();
      token = null;
      field = json.nextFieldName();
    }
    if (field == null && count > 0) {
      return new IndexedBytes(Arrays.copyOf(bytes, count));
    }
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < count; i++) {
      object.put(Integer.toString(i), bytes[i] & 0xff);
    }
    while (field != null) {
      token = token == null ? json.nextToken() : token;
      if (unwanted.test(name, field)) {
        json.skipChildren();
      } else {
        object.set(field, value(token, field));
      }
      token = null;
      field = json.nextFieldName();
    }
    return object;
  }

  private boolean isByte(JsonToken token) throws IOException {
    return token == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() == JsonParser.NumberType.INT
        && json.getIntValue() >= 0
        && json.getIntValue() <= 255;
  }
}
