package io.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/ROUTES.md: what the files of the routes folder say, for people. */
final class RoutesDocument {

  /** In this order a newcomer reads. */
  static final List<String> FIRST =
      List.of(
          "receive-webhook",
          "record-event",
          "route-job",
          "process-incoming-media",
          "fetch-media",
          "store-media",
          "send-message",
          "requeue-due-jobs");

  private static final List<String> FIRST_GROUPS =
      List.of("intake", "lanes", "media", "derivatives", "sending");

  /** Groups as the flow has them, those that it has not by name. */
  static final Comparator<String> GROUPS =
      Comparator.<String>comparingInt(
              group ->
                  FIRST_GROUPS.contains(group) ? FIRST_GROUPS.indexOf(group) : FIRST_GROUPS.size())
          .thenComparing(Comparator.naturalOrder());

  private static final Pattern SENT_BY_JAVA = Pattern.compile("\"(?:direct|seda):([a-z-]+)");

  private final List<RouteFacts> all;
  private final Map<String, RouteFacts> routes;
  private final Map<String, RouteFacts> errors;
  private final Map<String, Set<String>> callers = new TreeMap<>();

  RoutesDocument(RouteFolder folder, SpringBeans beans, BeanProperties properties) {
    all = folder.files().stream().map(file -> new RouteFacts(file, beans, properties)).toList();
    routes = byId(all.stream().filter(RouteFacts::isRoute));
    errors = byId(all.stream().filter(RouteFacts::isErrorConfiguration));
    for (RouteFacts each : all) {
      for (RouteEndpoint target : each.targets()) {
        if (Set.of("direct", "seda").contains(target.scheme())) {
          called(target.target("name"), "`" + each.id() + "`");
        }
      }
    }
    sentByJava();
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        List.of(
            "# Routes",
            "",
            "Made from the files of `routes/` by `RoutesDocumentTest`: do not edit. Make it again with",
            "`mvn test -Dtest=RoutesDocumentTest -Droutes.document=write`.",
            "",
            "Each route is one file, named as the route. State that travels from step to step is in",
            "exchange properties; [Properties](#properties) lists who sets and who reads each.",
            "",
            "## All routes in one picture",
            "",
            "Dashed: where a failed exchange goes. Round: what starts or is called outside.",
            "",
            "```mermaid"));
    lines.addAll(new RouteDiagram(List.copyOf(routes.values()), errors).lines());
    lines.addAll(List.of("```", "", "## Read these first", ""));
    FIRST.forEach(id -> route(lines, routes.get(id)));
    Map<String, List<RouteFacts>> groups =
        routes.values().stream()
            .filter(route -> !FIRST.contains(route.id()))
            .collect(
                Collectors.groupingBy(
                    RouteFacts::group, () -> new TreeMap<>(GROUPS), Collectors.toList()));
    groups.forEach(
        (group, members) -> {
          lines.addAll(List.of("## Group: " + group, ""));
          members.forEach(member -> route(lines, member));
        });
    kamelets(lines);
    errorConfigurations(lines);
    properties(lines);
    return String.join("\n", lines) + "\n";
  }

  private void route(List<String> lines, RouteFacts route) {
    lines.addAll(List.of("### " + route.id(), "", route.description() + ".", ""));
    lines.add("- started by: " + startedBy(route));
    item(lines, "calls", targets(route));
    item(lines, "beans", code(route.calls()));
    lines.add("- errors: " + errorsOf(route));
    item(lines, "sets", code(route.sets()));
    item(lines, "reads", code(route.reads()));
    lines.add("");
  }

  private String startedBy(RouteFacts route) {
    RouteEndpoint start = route.start();
    Map<String, String> options = start.parameters();
    return switch (start.scheme()) {
      case "platform-http" ->
          "HTTP "
              + options.getOrDefault("httpMethodRestrict", "")
              + " `"
              + options.get("path")
              + "`";
      case "direct", "seda" ->
          String.join(
              ", ", callers.getOrDefault(start.target("name"), new TreeSet<>(Set.of("nobody"))));
      case "scheduler", "timer" ->
          "the clock, every `"
              + options.getOrDefault("delay", options.get("period")).replaceAll("[{}]", "")
              + "` ms";
      case "kamelet" ->
          "jobs `"
              + options.get("kind")
              + "` of the "
              + start.target("name").replaceAll("-source$", "").replace('-', ' ');
      case "spring-rabbitmq" -> "messages of the queue `" + options.get("queues") + "`";
      default -> "`" + start.uri() + "`";
    };
  }

  private List<String> targets(RouteFacts facts) {
    return facts.targets().stream()
        .filter(target -> !target.scheme().equals("bean"))
        .map(
            target ->
                switch (target.scheme()) {
                  case "direct", "seda" -> link(target.target("name"));
                  case "kamelet" -> "`" + target.target("name") + "`";
                  default -> "`" + target.scheme() + "`";
                })
        .filter(target -> !target.equals("`sink`"))
        .distinct()
        .toList();
  }

  private String link(String route) {
    return routes.containsKey(route) ? "[" + route + "](#" + route + ")" : "`" + route + "`";
  }

  private String errorsOf(RouteFacts route) {
    if (route.errorConfiguration() != null) {
      return "[" + route.errorConfiguration() + "](#" + route.errorConfiguration() + ")";
    }
    return route.throwsToCaller() ? "its caller's" : "none; a failure is logged";
  }

  private void kamelets(List<String> lines) {
    lines.addAll(List.of("## Kamelets", "", "| Kamelet | does |", "|---|---|"));
    all.stream()
        .filter(RouteFacts::isKamelet)
        .forEach(each -> lines.add("| `" + each.id() + "` | " + each.description() + " |"));
    lines.add("");
  }

  private void errorConfigurations(List<String> lines) {
    lines.addAll(List.of("## Error configurations", ""));
    for (RouteFacts configuration : errors.values()) {
      List<String> users =
          routes.values().stream()
              .filter(route -> configuration.id().equals(route.errorConfiguration()))
              .map(route -> link(route.id()))
              .toList();
      lines.addAll(
          List.of(
              "### " + configuration.id(),
              "",
              configuration.description() + ".",
              "",
              "Used by " + String.join(", ", users) + ".",
              "",
              "| failure | retries in the route | then |",
              "|---|---|---|"));
      configuration.cases().forEach(each -> lines.add(row(each)));
      lines.add("");
    }
  }

  private String row(JsonNode each) {
    String failures =
        Stream.concat(Stream.of(""), texts(each.path("exception")))
            .filter(name -> !name.isEmpty())
            .map(name -> "`" + name.substring(name.lastIndexOf('.') + 1) + "`")
            .collect(Collectors.joining(", "));
    JsonNode policy = each.path("redeliveryPolicy");
    String retries =
        each.has("retryWhile")
            ? "while it is held"
            : policy.path("maximumRedeliveries").asText("0");
    List<String> steps = new ArrayList<>();
    for (JsonNode step : each.path("steps")) {
      if (step.has("bean")) {
        steps.add(
            "`" + step.at("/bean/ref").asText() + "." + step.at("/bean/method").asText() + "`");
      } else if (step.at("/to/parameters").has("name")) {
        steps.add(link(step.at("/to/parameters/name").asText()));
      } else {
        steps.addAll(step.has("log") ? List.of("log") : List.of());
      }
    }
    String then = steps.isEmpty() ? "thrown on" : String.join(", ", steps);
    return "| " + failures + " | " + retries + " | " + then + " |";
  }

  private void properties(List<String> lines) {
    lines.addAll(List.of("## Properties", "", "| property | set by | read by |", "|---|---|---|"));
    Map<String, Set<String>> setters = new TreeMap<>();
    Map<String, Set<String>> readers = new TreeMap<>();
    for (RouteFacts each : all) {
      for (String name : each.sets()) {
        String beans = String.join(", ", code(each.setters(name)));
        setters
            .computeIfAbsent(name, n -> new TreeSet<>())
            .add(beans.isEmpty() ? each.id() : each.id() + " (" + beans + ")");
      }
      each.reads()
          .forEach(name -> readers.computeIfAbsent(name, n -> new TreeSet<>()).add(each.id()));
    }
    Set<String> names = new TreeSet<>(setters.keySet());
    names.addAll(readers.keySet());
    for (String name : names) {
      lines.add(
          "| `"
              + name
              + "` | "
              + String.join(", ", setters.getOrDefault(name, Set.of("-")))
              + " | "
              + String.join(", ", readers.getOrDefault(name, Set.of("-")))
              + " |");
    }
  }

  private void sentByJava() {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
        SENT_BY_JAVA
            .matcher(Files.readString(file))
            .results()
            .forEach(
                found ->
                    called(
                        found.group(1),
                        "`" + file.getFileName().toString().replace(".java", "") + "` (Java)"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void called(String route, String caller) {
    callers.computeIfAbsent(route, name -> new TreeSet<>()).add(caller);
  }

  private static void item(List<String> lines, String title, List<String> values) {
    if (!values.isEmpty()) {
      lines.add("- " + title + ": " + String.join(", ", values));
    }
  }

  private static List<String> code(Set<String> names) {
    return names.stream().map(name -> "`" + name + "`").toList();
  }

  private static Stream<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts.stream();
  }

  private static Map<String, RouteFacts> byId(Stream<RouteFacts> facts) {
    Map<String, RouteFacts> found = new LinkedHashMap<>();
    facts.forEach(each -> found.put(each.id(), each));
    return found;
  }
}
