package io.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;

/** Languages that are there, and simple expressions that Camel can parse. */
final class ExpressionCheck implements RouteCheck {

  private static final CamelCatalog CATALOG = new DefaultCamelCatalog(true);
  private static final CamelContext CLASS_PATH = new DefaultCamelContext();
  private static final Set<String> PREDICATES =
      Set.of(
          "when",
          "filter",
          "validate",
          "handled",
          "continued",
          "retryWhile",
          "completionPredicate");

  /** Steps that Camel's schema lets pass without the expression they need. */
  private static final Set<String> NEEDY =
      Set.of("setBody", "setHeader", "setProperty", "setVariable", "filter", "split", "validate");

  /** Texts that Camel evaluates as simple without saying so. */
  private static final Map<String, String> TEMPLATES =
      Map.of("log", "message", "throwException", "message", "rollback", "message");

  @Override
  public Stream<String> problems(RouteFile file, RouteFolder folder) {
    return file.nodes()
        .flatMap(node -> Stream.concat(expression(node), template(node)).map(node::problem));
  }

  private static Stream<String> expression(RouteNode node) {
    if (KaravanCheck.DIRECT.contains(node.name())) {
      return languages(node.value(), PREDICATES.contains(node.name()));
    }
    if (NEEDY.contains(node.name()) && lacksExpression(node.value())) {
      return Stream.of("has no expression");
    }
    if (!node.name().equals("expression") || !node.value().isObject()) {
      return Stream.empty();
    }
    return languages(node.value(), PREDICATES.contains(node.owner()));
  }

  private static boolean lacksExpression(JsonNode step) {
    return step.isObject()
        && !step.has("expression")
        && step.properties().stream()
            .noneMatch(field -> KaravanCheck.LANGUAGES.contains(field.getKey()));
  }

  private static Stream<String> languages(JsonNode expression, boolean predicate) {
    if (expression.properties().stream()
        .noneMatch(field -> KaravanCheck.LANGUAGES.contains(field.getKey()))) {
      return Stream.of("no language of an expression: " + expression);
    }
    return expression.properties().stream()
        .filter(field -> KaravanCheck.LANGUAGES.contains(field.getKey()))
        .flatMap(field -> language(field.getKey(), field.getValue(), predicate));
  }

  private static Stream<String> language(String name, JsonNode value, boolean predicate) {
    if (!isOnClassPath(name)) {
      return Stream.of("language '" + name + "' is not on the class path");
    }
    var text = value.path("expression").asText("");
    return name.equals("simple") ? simple(text, predicate) : Stream.empty();
  }

  private static Stream<String> template(RouteNode node) {
    var field = TEMPLATES.get(node.name());
    return field == null ? Stream.empty() : simple(node.value().path(field).asText(""), false);
  }

  private static Stream<String> simple(String text, boolean predicate) {
    // Placeholders are resolved before the parse, and beans are looked up by ReferenceCheck.
    var parsable =
        text.replaceAll("\\{\\{[^}]*}}", "1").replaceAll("\\$\\{bean:[^}]*}", "\\${body}");
    var loader = ExpressionCheck.class.getClassLoader();
    var result =
        predicate
            ? CATALOG.validateLanguagePredicate(loader, "simple", parsable)
            : CATALOG.validateLanguageExpression(loader, "simple", parsable);
    return result.isSuccess()
        ? Stream.empty()
        : Stream.of("simple '" + text + "': " + result.getShortError());
  }

  private static boolean isOnClassPath(String language) {
    try {
      return CLASS_PATH.resolveLanguage(language.equals("method") ? "bean" : language) != null;
    } catch (NoSuchLanguageException e) {
      return false;
    }
  }
}
