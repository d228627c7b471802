package io.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Kamelet says what it is, what it takes, and uses exactly that. */
final class KameletCheck implements RouteCheck {

  private static final String TYPE_LABEL = "camel.apache.org/kamelet.type";
  private static final Set<String> TYPES = Set.of("source", "sink", "action");

  /** A placeholder without a dot is a Kamelet's own property; one with a dot is a setting. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{[?!]?([A-Za-z0-9]+)(:[^}]*)?}}");

  @Override
  public Stream<String> problems(RouteFile file, RouteFolder folder) {
    if (!file.isKamelet() || file.unreadable() != null) {
      return Stream.empty();
    }
    var problems = new ArrayList<String>();
    var kamelet = file.content();
    must(problems, kamelet, "/apiVersion", "camel.apache.org/v1");
    must(problems, kamelet, "/kind", "Kamelet");
    must(problems, kamelet, "/metadata/name", file.id());
    var type = kamelet.path("metadata").path("labels").path(TYPE_LABEL).asText("");
    if (!TYPES.contains(type)) {
      problems.add("label " + TYPE_LABEL + " is '" + type + "', must be source, sink or action");
    }
    for (var field : List.of("title", "description", "type")) {
      if (kamelet.at("/spec/definition/" + field).asText("").isBlank()) {
        problems.add("spec.definition." + field + " is missing");
      }
    }
    if (!kamelet.at("/spec/template/route").isObject()) {
      problems.add("spec.template.route is missing (Karavan does not keep template.from)");
    }
    problems.addAll(properties(kamelet));
    return problems.stream();
  }

  private static List<String> properties(JsonNode kamelet) {
    var problems = new ArrayList<String>();
    var declared = kamelet.at("/spec/definition/properties");
    declared
        .properties()
        .forEach(
            property -> {
              for (var field : List.of("title", "description", "type")) {
                if (property.getValue().path(field).asText("").isBlank()) {
                  problems.add("property '" + property.getKey() + "' has no " + field);
                }
              }
            });
    for (var required : kamelet.at("/spec/definition/required")) {
      if (!declared.has(required.asText())) {
        problems.add("required property '" + required.asText() + "' is not declared");
      }
    }
    var used = new HashSet<String>();
    var placeholders = PLACEHOLDER.matcher(kamelet.at("/spec/template").toString());
    while (placeholders.find()) {
      used.add(placeholders.group(1));
    }
    used.stream()
        .filter(name -> !declared.has(name))
        .sorted()
        .forEach(name -> problems.add("{{" + name + "}} is not a declared property"));
    declared
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!used.contains(name)) {
                problems.add("property '" + name + "' is not used by the template");
              }
            });
    return problems;
  }

  private static void must(List<String> problems, JsonNode kamelet, String at, String expected) {
    var actual = kamelet.at(at).asText("");
    if (!actual.equals(expected)) {
      problems.add(
          at.substring(1).replace('/', '.') + " is '" + actual + "', must be '" + expected + "'");
    }
  }
}
