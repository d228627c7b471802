package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.memory.IndexedBytes;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The shapes in which versions of Evolution send the same value. Up to 2.3.2 bytes are base64 and
 * longs are strings; then bytes are objects of indices; from 2.3.6 on longs are {@code {low, high}}
 * too. What fits no shape is null: a bad width is no reason to lose a message.
 */
public final class WireValues {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.0{1,18})?");

  /** Seconds reach this in the year 5138, milliseconds did in 1973. */
  private static final long SMALLEST_MILLIS = 100_000_000_000L;

  /** Characters of a name that a unique index holds, whatever script they are of. */
  static final int LONGEST_NAME = 255;

  private static final Instant WHATSAPP_BEGAN = Instant.parse("2009-01-01T00:00:00Z");
  private static final Instant CENTURY_ENDS = Instant.parse("2100-01-01T00:00:00Z");

  private WireValues() {}

  /** A text that PostgreSQL can hold; null for anything that is neither text nor number. */
  static String text(JsonNode node) {
    return node.isTextual() || node.isNumber() ? clean(node.asText()) : null;
  }

  /** As {@link #text}, but null if it is blank. */
  static String nonBlank(JsonNode node) {
    String text = text(node);
    return text == null || text.isBlank() ? null : text;
  }

  /**
   * What PostgreSQL can hold, and index, of a name that nobody may have looked at; null for null.
   */
  static String fitting(String name) {
    return name == null
        ? null
        : clean(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
  }

  /** Without NUL and with no half of a surrogate pair. */
  public static String clean(String text) {
    boolean clean = true;
    for (int i = 0; i < text.length() && clean; i++) {
      clean = text.charAt(i) != 0 && !Character.isSurrogate(text.charAt(i));
    }
    if (clean) {
      return text;
    }
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .filter(codePoint -> codePoint != 0)
        .map(codePoint -> isHalf(codePoint) ? 0xfffd : codePoint)
        .forEach(cleaned::appendCodePoint);
    return cleaned.toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** A number, a string of digits, or {@code {low, high}} with signed 32-bit halves. */
  static Long number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.canConvertToLong() ? node.longValue() : null;
    }
    if (node.isNumber()) {
      double value = node.doubleValue();
      return Math.abs(value) < 1e18 ? (Long) (long) value : null;
    }
    if (node.isTextual()) {
      String text = node.textValue().trim();
      return WHOLE_NUMBER.matcher(text).matches()
          ? Long.valueOf(text.replaceFirst("\\..*", ""))
          : null;
    }
    JsonNode low = node.path("low");
    JsonNode high = node.path("high");
    if (!low.canConvertToLong() || !low.isIntegralNumber()) {
      return null;
    }
    return high.intValue() * (1L << 32) + (low.longValue() & 0xffff_ffffL);
  }

  /** As {@link #number}, but null for what is not positive: no length, width or duration is. */
  static Long positive(JsonNode node) {
    Long number = number(node);
    return number != null && number > 0 ? number : null;
  }

  /** As {@link #positive}, but null for what is no int either. */
  static Integer positiveInt(JsonNode node) {
    Long number = positive(node);
    return number != null && number <= Integer.MAX_VALUE ? number.intValue() : null;
  }

  /** Seconds or milliseconds since 1970; null where nobody could have sent a message yet. */
  static Instant instant(JsonNode node) {
    Long number = positive(node);
    if (number == null) {
      return null;
    }
    Instant instant =
        number >= SMALLEST_MILLIS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    return instant.isBefore(WHATSAPP_BEGAN) || instant.isAfter(CENTURY_ENDS) ? null : instant;
  }

  /**
   * Base64, {@code {"0": 255, …}}, {@code {"type": "Buffer", "data": […]}} or an array.
   *
   * @return null if there are none, or not all of them are bytes
   */
  static byte[] bytes(JsonNode node) {
    byte[] bytes =
        node instanceof IndexedBytes indexed
            ? indexed.bytes()
            : node.isTextual()
                ? base64(node.textValue())
                : node.isArray()
                    ? array(node)
                    : node.has("data") ? bytes(node.get("data")) : indexed(node);
    return bytes == null || bytes.length == 0 ? null : bytes;
  }

  private static byte[] base64(String text) {
    int comma = text.indexOf(',');
    String encoded = text.startsWith("data:") && comma > 0 ? text.substring(comma + 1) : text;
    try {
      return Base64.getDecoder()
          .decode(encoded.replaceAll("\\s", "").replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] array(JsonNode node) {
    byte[] bytes = new byte[node.size()];
    for (int i = 0; i < bytes.length; i++) {
      if (!isByte(node.get(i))) {
        return null;
      }
      bytes[i] = (byte) node.get(i).intValue();
    }
    return bytes;
  }

  private static byte[] indexed(JsonNode node) {
    byte[] bytes = new byte[node.size()];
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      int index = index(field.getKey());
      // As keys are unique, an index out of range is also the only way to leave a hole.
      if (index < 0 || index >= bytes.length || !isByte(field.getValue())) {
        return null;
      }
      bytes[index] = (byte) field.getValue().intValue();
    }
    return bytes;
  }

  private static int index(String key) {
    boolean canonical = key.equals("0") || key.matches("[1-9]\\d{0,8}");
    return canonical ? Integer.parseInt(key) : -1;
  }

  private static boolean isByte(JsonNode node) {
    return node.isInt() && node.intValue() >= -128 && node.intValue() <= 255;
  }
}
