package io.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One named value of a route file. Items of a list bear the list's name.
 *
 * @param at where it stands, as {@code [0].route.from.steps[2].to}
 * @param owner the name of the value it stands in
 * @param name its own name
 */
record RouteNode(String at, String owner, String name, JsonNode value) {

  /** Their names are an endpoint's or a bean's, not the DSL's. */
  private static final Set<String> OPAQUE = Set.of("parameters", "properties", "constructors");

  static Stream<RouteNode> allOf(JsonNode root) {
    return inside("", "", root);
  }

  /** Says what is wrong with this place. */
  String problem(String message) {
    return at + ": " + message;
  }

  /** Everything in and below this value, without itself. */
  private static Stream<RouteNode> inside(String at, String name, JsonNode value) {
    if (value.isArray()) {
      return IntStream.range(0, value.size())
          .boxed()
          .flatMap(i -> inside(at + "[" + i + "]", name, value.get(i)));
    }
    return value.properties().stream()
        .flatMap(
            field -> {
              var path = at.isEmpty() ? field.getKey() : at + "." + field.getKey();
              var node = new RouteNode(path, name, field.getKey(), field.getValue());
              return OPAQUE.contains(field.getKey())
                  ? Stream.of(node)
                  : Stream.concat(Stream.of(node), inside(path, field.getKey(), field.getValue()));
            });
  }
}
