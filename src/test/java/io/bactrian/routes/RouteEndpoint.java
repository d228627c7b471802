package io.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An endpoint that a route reads from or sends to.
 *
 * @param node where it stands
 * @param uri as written: a component's name, or more where Karavan has no other form
 * @param parameters its options, those of the path among them
 * @param consumer whether the route reads from it
 */
record RouteEndpoint(RouteNode node, String uri, Map<String, String> parameters, boolean consumer) {

  private static final Set<String> CONSUMERS = Set.of("from", "poll");
  private static final Set<String> PRODUCERS = Set.of("to", "toD", "wireTap");
  private static final Set<String> DYNAMIC =
      Set.of("enrich", "pollEnrich", "recipientList", "routingSlip");

  /** The endpoints that a node of the DSL names: none, or one for each fixed address. */
  static Stream<RouteEndpoint> of(RouteNode node) {
    var value = node.value();
    var consumer = CONSUMERS.contains(node.name());
    if ((consumer || PRODUCERS.contains(node.name())) && value.path("uri").isTextual()) {
      return Stream.of(
          new RouteEndpoint(
              node, value.get("uri").asText(), texts(value.path("parameters")), consumer));
    }
    if (node.name().equals("kamelet") && value.path("name").isTextual()) {
      var uri = "kamelet:" + value.get("name").asText();
      return Stream.of(new RouteEndpoint(node, uri, texts(value.path("parameters")), false));
    }
    if (node.name().equals("deadLetterUri")) {
      return Stream.of(new RouteEndpoint(node, value.asText(), Map.of(), false));
    }
    if (DYNAMIC.contains(node.name())) {
      return Stream.of("constant", "simple")
          .map(language -> value.at("/expression/" + language + "/expression"))
          .filter(JsonNode::isTextual)
          .map(
              address ->
                  new RouteEndpoint(
                      node, address.asText(), Map.of(), node.name().equals("pollEnrich")));
    }
    return Stream.empty();
  }

  /** The component's name. */
  String scheme() {
    return uri.split("[:?]", 2)[0];
  }

  /** What follows the component's name, empty for the bare form. */
  String path() {
    return uri.substring(Math.min(uri.length(), scheme().length() + 1));
  }

  /** The name of a direct, seda or Kamelet endpoint. */
  String target(String option) {
    return path().isEmpty() ? parameters.getOrDefault(option, "") : path().split("[?/]", 2)[0];
  }

  /** Whether even the component is known only when an exchange comes along. */
  boolean isUnknownUntilRun() {
    return scheme().contains("{") || scheme().contains("$");
  }

  private static Map<String, String> texts(JsonNode parameters) {
    var texts = new LinkedHashMap<String, String>();
    parameters.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }
}
