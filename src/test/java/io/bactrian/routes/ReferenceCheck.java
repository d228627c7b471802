package io.bactrian.routes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Processor;

/** Beans, their methods and the classes that a route names: all of them must exist. */
final class ReferenceCheck implements RouteCheck {

  private static final Set<String> BEAN_OPTIONS =
      Set.of("aggregationStrategy", "idempotentRepository", "executorService", "onPrepare");
  private static final Set<String> CLASS_OPTIONS =
      Set.of("exception", "exceptionType", "unmarshalType", "beanType", "entityType");
  private static final Pattern IN_SIMPLE =
      Pattern.compile("\\$\\{bean:([A-Za-z0-9_]+)(?:\\?method=|\\.|::)?([A-Za-z0-9_]*)[^}]*}");

  private final SpringBeans beans;

  ReferenceCheck(SpringBeans beans) {
    this.beans = beans;
  }

  @Override
  public Stream<String> problems(RouteFile file, RouteFolder folder) {
    var known = new LinkedHashMap<>(beans.types());
    folder.files().forEach(each -> known.putAll(declared(each)));
    return file.nodes()
        .flatMap(
            node ->
                Stream.of(
                        calls(node, known),
                        inSimple(node, known),
                        options(node, known),
                        classes(node))
                    .flatMap(problems -> problems)
                    .map(node::problem));
  }

  /** Beans that a file of the folder declares. */
  private static Map<String, Class<?>> declared(RouteFile file) {
    var declared = new LinkedHashMap<String, Class<?>>();
    file.nodes()
        .filter(node -> node.name().equals("beans"))
        .flatMap(node -> StreamSupport.stream(node.value().spliterator(), false))
        .forEach(
            bean ->
                declared.put(
                    bean.path("name").asText(),
                    type(bean.path("type").asText()).orElse(Object.class)));
    return declared;
  }

  private static Stream<String> calls(RouteNode node, Map<String, Class<?>> known) {
    var value = node.value();
    return switch (node.name()) {
      case "bean", "method" ->
          value.has("ref")
              ? call(value.path("ref").asText(), value.path("method").asText(""), known)
              : Stream.empty();
      case "process" -> processor(value.path("ref").asText(), known);
      default ->
          RouteEndpoint.of(node)
              .filter(endpoint -> endpoint.scheme().equals("bean"))
              .flatMap(
                  endpoint ->
                      call(
                          endpoint.target("beanName"),
                          endpoint.parameters().getOrDefault("method", ""),
                          known));
    };
  }

  private static Stream<String> call(String bean, String method, Map<String, Class<?>> known) {
    var type = known.get(bean);
    if (type == null) {
      return Stream.of("there is no bean '" + bean + "'");
    }
    var name = method.split("\\(", 2)[0].strip();
    if (name.isEmpty()) {
      return Stream.of("name the method of bean '" + bean + "'");
    }
    return Arrays.stream(type.getMethods()).anyMatch(each -> each.getName().equals(name))
        ? Stream.empty()
        : Stream.of("bean '" + bean + "' has no public method '" + name + "'");
  }

  private static Stream<String> processor(String bean, Map<String, Class<?>> known) {
    var type = known.get(bean);
    if (type == null) {
      return Stream.of("there is no bean '" + bean + "'");
    }
    return Processor.class.isAssignableFrom(type)
        ? Stream.empty()
        : Stream.of("bean '" + bean + "' is no Processor");
  }

  private static Stream<String> inSimple(RouteNode node, Map<String, Class<?>> known) {
    return node.value().isTextual()
        ? IN_SIMPLE
            .matcher(node.value().asText())
            .results()
            .flatMap(match -> call(match.group(1), match.group(2), known))
        : Stream.empty();
  }

  /** Options that name a bean: {@code #name}, or the bare name where nothing else can stand. */
  private static Stream<String> options(RouteNode node, Map<String, Class<?>> known) {
    if (node.name().equals("parameters")) {
      return node.value().properties().stream()
          .map(option -> option.getValue().asText())
          .filter(value -> value.startsWith("#") && !value.startsWith("#class:"))
          .flatMap(value -> named(value, known));
    }
    return BEAN_OPTIONS.contains(node.name()) && !node.value().asText().startsWith("#class:")
        ? named(node.value().asText(), known)
        : Stream.empty();
  }

  private static Stream<String> named(String reference, Map<String, Class<?>> known) {
    var name = reference.replaceFirst("^#(bean:)?", "");
    // A name made of a placeholder is only known when the route is made.
    return known.containsKey(name) || name.contains("{{")
        ? Stream.empty()
        : Stream.of("there is no bean '" + name + "'");
  }

  private static Stream<String> classes(RouteNode node) {
    Stream<String> names = Stream.empty();
    if (CLASS_OPTIONS.contains(node.name())) {
      names =
          node.value().isArray()
              ? StreamSupport.stream(node.value().spliterator(), false).map(name -> name.asText())
              : Stream.of(node.value().asText());
    } else if (node.name().equals("convertBodyTo")) {
      names = Stream.of(node.value().path("type").asText());
    } else if (node.name().equals("parameters") && node.value().has("entityType")) {
      names = Stream.of(node.value().get("entityType").asText());
    }
    return names
        .filter(name -> name.contains(".") && !name.startsWith("{{") && type(name).isEmpty())
        .map(name -> "there is no class " + name);
  }

  private static Optional<Class<?>> type(String name) {
    try {
      return Optional.of(Class.forName(name, false, ReferenceCheck.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
