package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.memory.IndexedBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes two deliveries the same event: SHA-256 over its name, instance and data, the data
 * independent of the order of keys. Each value goes in with its type and length, or different data
 * could run together to the same bytes.
 */
final class Fingerprint {

  private final MessageDigest digest = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Fingerprint add(String text) {
    return text == null ? add('n', new byte[0]) : add('s', text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param claims what stands for the text of a claim, whose own text is new at each delivery
   */
  Fingerprint add(JsonNode node, Map<String, byte[]> claims) {
    if (node instanceof IndexedBytes indexed) {
      add(indexed.bytes());
    } else if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        sorted.put(field.getKey(), field.getValue());
      }
      size('{', sorted.size());
      sorted.forEach((name, value) -> add(name).add(value, claims));
    } else if (node.isArray()) {
      size('[', node.size());
      node.forEach(element -> add(element, claims));
    } else if (node.isTextual()) {
      byte[] claimed = claims.get(node.textValue());
      if (claimed == null) {
        add(node.textValue());
      } else {
        add('c', claimed);
      }
    } else {
      add('v', node.asText().getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** As the object of indices that they came as, whose names sort as texts: 1, 10, 11, 2. */
  private void add(byte[] indexed) {
    size('{', indexed.length);
    add(indexed, 0);
    for (int digit = 1; digit <= 9; digit++) {
      addFrom(indexed, digit);
    }
  }

  private void addFrom(byte[] indexed, int index) {
    if (index < indexed.length) {
      add(indexed, index);
      for (int digit = 0; digit <= 9; digit++) {
        addFrom(indexed, index * 10 + digit);
      }
    }
  }

  private void add(byte[] indexed, int index) {
    add(Integer.toString(index));
    add('v', Integer.toString(indexed[index] & 0xff).getBytes(StandardCharsets.UTF_8));
  }

  byte[] value() {
    return digest.digest();
  }

  private Fingerprint add(char type, byte[] bytes) {
    size(type, bytes.length);
    digest.update(bytes);
    return this;
  }

  private void size(char type, int size) {
    digest.update(ByteBuffer.allocate(6).putChar(type).putInt(size).flip());
  }
}
