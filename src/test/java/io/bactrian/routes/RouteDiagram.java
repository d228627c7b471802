package io.bactrian.routes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All routes as one Mermaid picture, drawn from the files. */
final class RouteDiagram {

  private static final Map<String, String> LANES =
      Map.of(
          "fast-lane",
          "fast-lane[[\"fast lane: Redis\"]]",
          "durable-lane",
          "durable-lane[[\"durable lane: RabbitMQ\"]]");

  private static final List<String> PLACES_OF_BEANS =
      List.of("api([\"POST /api/messages\"])", "bactrian_events[[\"bactrian.events\"]]");

  /** What no file tells, since a bean does it. */
  private static final List<String> EDGES_OF_BEANS =
      List.of(
          "record-event --> postgresql",
          "api --> postgresql",
          "postgresql -- after the commit --> route-job",
          "shelter-event --> webhook_events",
          "publish-change --> bactrian_events");

  private final List<RouteFacts> routes;
  private final Map<String, RouteFacts> errors;
  private final Set<String> edges = new LinkedHashSet<>();
  private final Set<String> places = new LinkedHashSet<>();

  RouteDiagram(List<RouteFacts> routes, Map<String, RouteFacts> errors) {
    this.routes = routes;
    this.errors = errors;
  }

  /** Its lines, without the fence. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("flowchart LR");
    Map<String, List<String>> groups = new TreeMap<>(RoutesDocument.GROUPS);
    for (RouteFacts route : routes) {
      groups.computeIfAbsent(route.group(), group -> new ArrayList<>()).add(route.id());
    }
    groups.forEach(
        (group, members) -> {
          lines.add("  subgraph group-" + group + " [" + group + "]");
          members.forEach(member -> lines.add("    " + member));
          lines.add("  end");
        });
    for (RouteFacts route : routes) {
      start(route);
      route.targets().forEach(target -> edge(route.id(), target, "-->"));
      RouteFacts configuration = errors.get(route.errorConfiguration());
      if (configuration != null) {
        configuration.targets().forEach(target -> edge(route.id(), target, "-. failed .->"));
      }
    }
    places.addAll(PLACES_OF_BEANS);
    edges.addAll(EDGES_OF_BEANS);
    places.forEach(place -> lines.add("  " + place));
    edges.forEach(edge -> lines.add("  " + edge));
    return lines;
  }

  private void start(RouteFacts route) {
    RouteEndpoint start = route.start();
    switch (start.scheme()) {
      case "kamelet" -> {
        String lane = start.target("name").replace("-source", "");
        place(LANES.get(lane));
        edges.add(id(LANES.get(lane)) + " --> " + route.id());
      }
      case "platform-http" -> {
        place("webhooks([\"Evolution API: webhooks\"])");
        edges.add("webhooks --> " + route.id());
      }
      case "scheduler", "timer" -> {
        place("clock([\"the clock\"])");
        edges.add("clock --> " + route.id());
      }
      case "spring-rabbitmq" -> {
        place(queue(start));
        edges.add(id(queue(start)) + " --> " + route.id());
      }
      default -> {
        // Others are drawn from the route that sends to it.
      }
    }
  }

  private void edge(String from, RouteEndpoint target, String arrow) {
    switch (target.scheme()) {
      case "direct", "seda" -> edges.add(from + " " + arrow + " " + target.target("name"));
      case "kamelet" -> to(from, LANES.get(target.target("name").replace("-sink", "")), arrow);
      case "aws2-s3" -> to(from, "s3[(\"S3\")]", arrow);
      case "jpa", "sql" -> to(from, "postgresql[(\"PostgreSQL\")]", arrow);
      case "http" -> to(from, "calls([\"Evolution API: calls\"])", arrow);
      case "spring-rabbitmq" -> to(from, queue(target), arrow);
      default -> {
        // A bean is no place of its own.
      }
    }
  }

  private void to(String from, String place, String arrow) {
    if (place != null) {
      place(place);
      edges.add(from + " " + arrow + " " + id(place));
    }
  }

  private void place(String place) {
    if (place != null) {
      places.add(place);
    }
  }

  private static String queue(RouteEndpoint endpoint) {
    String name =
        endpoint.parameters().getOrDefault("queues", endpoint.parameters().get("exchangeName"));
    return name.replaceAll("[^a-z_]", "_") + "[[\"" + name + "\"]]";
  }

  private static String id(String place) {
    return place == null ? "" : place.split("[\\[({]", 2)[0];
  }
}
