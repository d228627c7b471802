package io.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a file of the routes folder says of itself: a route, an error configuration or a Kamelet.
 */
final class RouteFacts {

  private static final Pattern IN_SIMPLE =
      Pattern.compile("\\$\\{exchangeProperty[.\\[]'?([A-Za-z0-9_]+)");

  private final RouteFile file;
  private final SpringBeans beans;
  private final BeanProperties properties;

  RouteFacts(RouteFile file, SpringBeans beans, BeanProperties properties) {
    this.file = file;
    this.beans = beans;
    this.properties = properties;
  }

  String id() {
    return file.id();
  }

  boolean isRoute() {
    return !file.isKamelet() && file.content().at("/0/route").isObject();
  }

  boolean isErrorConfiguration() {
    return file.content().at("/0/routeConfiguration").isObject();
  }

  boolean isKamelet() {
    return file.isKamelet();
  }

  String description() {
    return file.isKamelet()
        ? file.content().at("/spec/definition/description").asText()
        : item().path("description").asText();
  }

  /** The route's own word; empty for what is no route. */
  String group() {
    return item().path("group").asText();
  }

  /** The id of the error configuration, or null where the caller's error handling counts. */
  String errorConfiguration() {
    return item().path("routeConfigurationId").asText(null);
  }

  /** Whether what fails is thrown to the route that called this one. */
  boolean throwsToCaller() {
    return item().at("/errorHandler/noErrorHandler").isObject();
  }

  /** What it reads from; null for an error configuration. */
  RouteEndpoint start() {
    return file.endpoints()
        .filter(endpoint -> endpoint.consumer() && endpoint.node().name().equals("from"))
        .findFirst()
        .orElse(null);
  }

  /** What it sends to, each once, in the order of the file, errors last as Karavan has them. */
  List<RouteEndpoint> targets() {
    Map<String, RouteEndpoint> found = new LinkedHashMap<>();
    file.endpoints()
        .filter(endpoint -> !endpoint.consumer())
        .forEach(
            endpoint ->
                found.putIfAbsent(endpoint.uri() + endpoint.parameters().get("name"), endpoint));
    return List.copyOf(found.values());
  }

  /** Bean and method of each call, in the order of the file. */
  Set<String> calls() {
    Set<String> found = new LinkedHashSet<>();
    file.nodes().flatMap(RouteFacts::call).forEach(found::add);
    return found;
  }

  Set<String> sets() {
    Set<String> names = new TreeSet<>();
    file.nodes()
        .filter(node -> node.name().equals("setProperty"))
        .forEach(node -> names.add(node.value().path("name").asText()));
    byBeans(properties::set, names);
    names.removeIf(name -> name.startsWith("Camel"));
    return names;
  }

  /** Beans of the route that set the property; none where the file itself does. */
  Set<String> setters(String property) {
    Set<String> found = new LinkedHashSet<>();
    for (String call : calls()) {
      String[] parts = call.split("\\.", 2);
      beans
          .type(parts[0])
          .filter(type -> properties.set(type, parts[1]).contains(property))
          .ifPresent(type -> found.add(call));
    }
    return found;
  }

  Set<String> reads() {
    Set<String> names = new TreeSet<>();
    file.nodes()
        .flatMap(node -> texts(node.value()))
        .flatMap(text -> IN_SIMPLE.matcher(text).results())
        .forEach(found -> names.add(found.group(1)));
    file.nodes()
        .filter(node -> node.name().equals("exchangeProperty"))
        .forEach(node -> names.add(node.value().path("expression").asText()));
    byBeans(properties::read, names);
    names.removeIf(name -> name.startsWith("Camel"));
    return names;
  }

  /** Of an error configuration: its cases, in their order. */
  List<JsonNode> cases() {
    List<JsonNode> found = new ArrayList<>();
    item().path("onException").forEach(each -> found.add(each.path("onException")));
    return found;
  }

  private void byBeans(Access access, Set<String> names) {
    for (String call : calls()) {
      String[] parts = call.split("\\.", 2);
      beans.type(parts[0]).ifPresent(type -> names.addAll(access.of(type, parts[1])));
    }
  }

  private static Stream<String> call(RouteNode node) {
    JsonNode value = node.value();
    if (Set.of("bean", "method").contains(node.name()) && value.has("ref")) {
      return Stream.of(value.get("ref").asText() + "." + value.path("method").asText());
    }
    return RouteEndpoint.of(node)
        .filter(endpoint -> endpoint.scheme().equals("bean"))
        .map(endpoint -> endpoint.target("beanName") + "." + endpoint.parameters().get("method"));
  }

  private static Stream<String> texts(JsonNode value) {
    if (value.isTextual()) {
      return Stream.of(value.asText());
    }
    // Parameters are opaque to nodes().
    return value.properties().stream()
        .map(Map.Entry::getValue)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }

  private JsonNode item() {
    JsonNode item = file.flow().path(0);
    return item.has("route") ? item.get("route") : item.path("routeConfiguration");
  }

  @FunctionalInterface
  private interface Access {
    Set<String> of(Class<?> type, String method);
  }
}
