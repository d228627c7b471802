package io.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One item a file, named as the file, and nodes named after their route. */
final class ItemCheck implements RouteCheck {

  private static final Set<String> ITEMS = Set.of("route", "routeConfiguration", "beans");

  @Override
  public Stream<String> problems(RouteFile file, RouteFolder folder) {
    if (file.unreadable() != null) {
      return Stream.empty();
    }
    var problems = new ArrayList<String>();
    if (!file.isKamelet()) {
      problems.addAll(item(file));
    }
    problems.addAll(nodeIds(file));
    return problems.stream();
  }

  private static List<String> item(RouteFile file) {
    var content = file.content();
    if (!content.isArray() || content.size() != 1 || content.get(0).size() != 1) {
      return List.of("must hold exactly one route, routeConfiguration or beans");
    }
    var kind = content.get(0).fieldNames().next();
    if (!ITEMS.contains(kind)) {
      return List.of("holds '" + kind + "', must be a route, routeConfiguration or beans");
    }
    var item = content.get(0).get(kind);
    var problems = new ArrayList<String>();
    var id = item.path("id").asText("");
    // A configuration without an id is the one for every route.
    if (kind.equals("route") || item.has("id")) {
      if (!id.equals(file.id())) {
        problems.add("id is '" + id + "', must be the file name '" + file.id() + "'");
      }
    }
    if (kind.equals("route") && item.path("description").asText("").isBlank()) {
      problems.add("the route has no description");
    }
    return problems;
  }

  private static List<String> nodeIds(RouteFile file) {
    var problems = new ArrayList<String>();
    var seen = new HashSet<String>();
    file.nodes()
        .filter(node -> node.name().equals("id") && isStep(node))
        .forEach(
            node -> {
              var id = node.value().asText();
              if (!id.startsWith(file.id() + "-") || !id.matches(LayoutCheck.KEBAB_CASE)) {
                problems.add(node.problem("'" + id + "' must be '" + file.id() + "-<step>'"));
              }
              if (!seen.add(id)) {
                problems.add(node.problem("'" + id + "' is there twice"));
              }
            });
    return problems;
  }

  private static boolean isStep(RouteNode node) {
    JsonNode value = node.value();
    return value.isTextual() && !node.owner().equals("route") && node.at().contains("steps[");
  }
}
