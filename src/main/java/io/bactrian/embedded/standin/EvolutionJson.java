package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;

/** How Evolution writes bytes and long numbers since 2.3.6, and how any version of it did. */
final class EvolutionJson {

  private EvolutionJson() {}

  static ObjectNode indexed(byte[] bytes) {
    ObjectNode node = Samples.JSON.createObjectNode();
    for (int i = 0; i < bytes.length; i++) {
      node.put(Integer.toString(i), bytes[i] & 0xff);
    }
    return node;
  }

  static ObjectNode number(long value) {
    ObjectNode node = Samples.JSON.createObjectNode();
    return node.put("low", (int) value).put("high", (int) (value >>> 32)).put("unsigned", true);
  }

  /** Base64, an object of indexes, or a Buffer; empty where it is none of them. */
  static byte[] bytes(JsonNode node) {
    if (node.isTextual()) {
      try {
        return Base64.getDecoder().decode(node.asText());
      } catch (IllegalArgumentException e) {
        return new byte[0];
      }
    }
    if (node.isBinary()) {
      try {
        return node.binaryValue();
      } catch (IOException e) {
        return new byte[0];
      }
    }
    JsonNode values = node.has("data") ? node.get("data") : node;
    byte[] bytes = new byte[values.size()];
    int i = 0;
    for (JsonNode value : values) {
      bytes[i++] = (byte) value.asInt();
    }
    return bytes;
  }
}
