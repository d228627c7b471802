package io.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Only forms that Karavan gives back as it read them. */
final class KaravanCheck implements RouteCheck {

  static final Set<String> LANGUAGES =
      Set.of(
          "constant",
          "csimple",
          "exchangeProperty",
          "groovy",
          "header",
          "java",
          "jq",
          "js",
          "jsonpath",
          "language",
          "method",
          "mvel",
          "ognl",
          "python",
          "ref",
          "simple",
          "spel",
          "tokenize",
          "variable",
          "xpath",
          "xquery",
          "xtokenize");

  /** Expressions that stand right in their owner, with no 'expression' around the language. */
  static final Set<String> DIRECT =
      Set.of(
          "handled",
          "continued",
          "retryWhile",
          "correlationExpression",
          "completionPredicate",
          "completionTimeoutExpression",
          "completionSizeExpression");

  /** Steps that bear an expression under that name. */
  private static final Set<String> BEARERS =
      Set.of(
          "setBody",
          "setHeader",
          "headers",
          "setProperty",
          "setVariable",
          "variables",
          "filter",
          "when",
          "split",
          "loop",
          "delay",
          "throttle",
          "transform",
          "validate",
          "script",
          "sort",
          "resequence",
          "idempotentConsumer",
          "recipientList",
          "routingSlip",
          "dynamicRouter",
          "enrich",
          "pollEnrich");

  private static final Set<String> LOST =
      Set.of(
          "onFallback",
          "loadBalance",
          "inputType",
          "outputType",
          "interceptFrom",
          "language",
          "onWhen");

  @Override
  public Stream<String> problems(RouteFile file, RouteFolder folder) {
    return file.nodes().flatMap(KaravanCheck::problems);
  }

  private static Stream<String> problems(RouteNode node) {
    return Stream.of(
            when(node, KaravanCheck::isLost, "'" + node.name() + "' is not kept by Karavan"),
            when(node, KaravanCheck::isShortStep, "write it long, as an object with its options"),
            when(
                node,
                KaravanCheck::isShortExpression,
                "write it long: expression: {" + node.name() + ": {expression: \"…\"}}"),
            when(node, KaravanCheck::isUnquoted, "quote the value, Karavan loses it otherwise"),
            when(node, KaravanCheck::isLineBreak, "Karavan loses a line break as token"),
            address(node),
            parameters(node),
            properties(node))
        .flatMap(problems -> problems);
  }

  private static Stream<String> when(RouteNode node, Predicate<RouteNode> test, String message) {
    return test.test(node) ? Stream.of(node.problem(message)) : Stream.empty();
  }

  private static boolean isLost(RouteNode node) {
    return LOST.contains(node.name()) || (node.owner().isEmpty() && isTopLevelHandler(node.name()));
  }

  private static boolean isTopLevelHandler(String name) {
    return Set.of("onException", "onCompletion", "errorHandler", "dataFormats").contains(name);
  }

  private static boolean isShortStep(RouteNode node) {
    return node.owner().equals("steps") && !node.value().isObject();
  }

  private static boolean isShortExpression(RouteNode node) {
    if (!LANGUAGES.contains(node.name())) {
      return false;
    }
    var inExpression = node.owner().equals("expression") || DIRECT.contains(node.owner());
    return BEARERS.contains(node.owner()) || (inExpression && !node.value().isObject());
  }

  private static boolean isUnquoted(RouteNode node) {
    return node.name().equals("expression")
        && LANGUAGES.contains(node.owner())
        && !node.value().isTextual();
  }

  private static boolean isLineBreak(RouteNode node) {
    return node.name().equals("token") && node.value().asText().contains("\n");
  }

  private static Stream<String> address(RouteNode node) {
    if (!node.name().equals("uri")) {
      return Stream.empty();
    }
    var uri = node.value().asText();
    if (uri.contains("{{")) {
      return Stream.of(node.problem("placeholders belong into the parameters"));
    }
    var free = node.owner().equals("toD") && uri.contains("${");
    if (uri.contains("?") || (!free && uri.contains(":") && !uri.startsWith("kamelet:"))) {
      return Stream.of(
          node.problem("'" + uri + "' must be the component alone, the rest are parameters"));
    }
    return Stream.empty();
  }

  private static Stream<String> parameters(RouteNode node) {
    if (!node.name().equals("parameters")) {
      return Stream.empty();
    }
    return node.value().properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> key.contains("-") || key.startsWith("arg."))
        .map(key -> node.problem("Camel's YAML reader rewrites the option name '" + key + "'"));
  }

  private static Stream<String> properties(RouteNode node) {
    if (!node.name().equals("properties")) {
      return Stream.empty();
    }
    JsonNode names = node.value();
    return names.properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !key.isEmpty() && Character.isUpperCase(key.charAt(0)))
        .map(key -> node.problem("bean property '" + key + "' begins with a capital letter"));
  }
}
