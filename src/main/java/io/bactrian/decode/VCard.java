package io.bactrian.decode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A contact card as WhatsApp sends it (RFC 2426, RFC 6350), of which only the name and the numbers
 * count.
 *
 * @param name null if it has none
 * @param numbers the digits WhatsApp knows the person by where the card says them ({@code waid}),
 *     else the number as it is printed; each once
 */
record VCard(String name, List<String> numbers) {

  /** An empty card for null and for what is none. */
  static VCard of(String text) {
    String name = null;
    Set<String> numbers = new LinkedHashSet<>();
    for (String line : unfolded(text == null ? "" : text)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String[] parts = line.substring(0, colon).split(";", -1);
      String value = line.substring(colon + 1).strip();
      String property = parts[0].substring(parts[0].indexOf('.') + 1).toUpperCase(Locale.ROOT);
      if (property.equals("FN") && !value.isEmpty()) {
        name = unescaped(value);
      } else if (property.equals("TEL")) {
        String number = number(parts, value);
        if (!number.isEmpty()) {
          numbers.add(number);
        }
      }
    }
    return new VCard(name, List.copyOf(numbers));
  }

  private static String number(String[] parts, String value) {
    for (String part : parts) {
      if (part.toLowerCase(Locale.ROOT).matches("waid=\\d{5,20}")) {
        return part.substring("waid=".length());
      }
    }
    return value.toLowerCase(Locale.ROOT).startsWith("tel:") ? value.substring(4) : value;
  }

  /** A line that begins with a blank continues the one before. */
  private static List<String> unfolded(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\\r?\\n", -1)) {
      if (!lines.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + line.substring(1));
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String unescaped(String value) {
    return value.replaceAll("\\\\([,;\\\\])", "$1").replaceAll("\\\\[nN]", " ").strip();
  }
}
