package io.bactrian.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The filter of a view as the query of its address, so that every view can be linked to. */
public final class Query {

  private final Map<String, String> values = new LinkedHashMap<>();

  private Query() {}

  /** A query of names and values in turn; a null or blank value is left out. */
  public static Query of(Object... namesAndValues) {
    Query query = new Query();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return query;
  }

  /** The same with one more. */
  public Query with(String name, Object value) {
    Query more = new Query();
    more.values.putAll(values);
    more.put(name, value);
    return more;
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** With its question mark; empty if there is nothing in it. */
  @Override
  public String toString() {
    return values.isEmpty()
        ? ""
        : values.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** The values as a JSON object of texts. */
  public String json() {
    return values.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ":" + quoted(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private void put(String name, Object value) {
    if (value != null && !value.toString().isBlank()) {
      values.put(name, value.toString());
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
