package io.bactrian.routes;

import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.JsonMapper;

/** Components that are there, options they have, and targets that somebody serves. */
final class EndpointCheck implements RouteCheck {

  private static final CamelCatalog CATALOG = new DefaultCamelCatalog(true);
  private static final CamelContext CLASS_PATH = new DefaultCamelContext();
  private static final Set<String> WITHIN = Set.of("direct", "seda");
  private static final Set<String> KAMELET_ENDS = Set.of("source", "sink");

  @Override
  public Stream<String> problems(RouteFile file, RouteFolder folder) {
    return file.endpoints()
        .filter(endpoint -> !endpoint.isUnknownUntilRun())
        .flatMap(
            endpoint ->
                (endpoint.scheme().equals("kamelet")
                        ? kamelet(endpoint, file, folder)
                        : component(endpoint, folder))
                    .map(endpoint.node()::problem));
  }

  private static Stream<String> component(RouteEndpoint endpoint, RouteFolder folder) {
    var scheme = endpoint.scheme();
    if (CATALOG.componentJSonSchema(scheme) == null) {
      return Stream.of("Camel has no component '" + scheme + "'");
    }
    if (CLASS_PATH.getComponent(scheme, true, false) == null) {
      return Stream.of("component '" + scheme + "' is not on the class path");
    }
    return Stream.of(missingPath(endpoint), options(endpoint), target(endpoint, folder))
        .flatMap(problems -> problems);
  }

  /** The catalog takes a URI without its path for complete. */
  private static Stream<String> missingPath(RouteEndpoint endpoint) {
    if (!endpoint.path().isEmpty()) {
      return Stream.empty();
    }
    return JsonMapper.generateComponentModel(CATALOG.componentJSonSchema(endpoint.scheme()))
        .getEndpointPathOptions()
        .stream()
        .filter(option -> option.isRequired())
        .filter(option -> !endpoint.parameters().containsKey(option.getName()))
        .map(option -> endpoint.scheme() + ": " + option.getName() + " is required");
  }

  private static Stream<String> options(RouteEndpoint endpoint) {
    var consumer = endpoint.consumer();
    var result = CATALOG.validateEndpointProperties(assembled(endpoint), true, consumer, !consumer);
    if (result.isSuccess()) {
      return Stream.empty();
    }
    return Arrays.stream(result.summaryErrorMessage(false).split("\\R", -1))
        .map(line -> line.strip().replaceAll("\\s{2,}", ": "))
        .filter(line -> line.contains(": "))
        .map(line -> endpoint.scheme() + ": " + line);
  }

  private static String assembled(RouteEndpoint endpoint) {
    var parameters = new LinkedHashMap<String, String>();
    endpoint.parameters().forEach((name, value) -> parameters.put(name, opaque(value)));
    try {
      if (endpoint.path().isEmpty()) {
        return CATALOG.asEndpointUri(endpoint.scheme(), parameters, false);
      }
      var query = new StringBuilder(opaque(endpoint.uri()));
      parameters.forEach(
          (name, value) ->
              query
                  .append(query.indexOf("?") < 0 ? '?' : '&')
                  .append(name)
                  .append('=')
                  .append(value));
      return query.toString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(endpoint.uri(), e);
    }
  }

  /** What only a running exchange knows stands in as a placeholder, which fits every option. */
  private static String opaque(String value) {
    return value.replaceAll("\\$\\{[^}]*}", "{{run}}").replace("&", "%26");
  }

  private static Stream<String> target(RouteEndpoint endpoint, RouteFolder folder) {
    var name = endpoint.target("name");
    if (!WITHIN.contains(endpoint.scheme())
        || endpoint.consumer()
        || name.isEmpty()
        || name.contains("{")) {
      return Stream.empty();
    }
    return folder.served(endpoint.scheme()).contains(name)
        ? Stream.empty()
        : Stream.of("no route is from " + endpoint.scheme() + ":" + name);
  }

  private static Stream<String> kamelet(
      RouteEndpoint endpoint, RouteFile file, RouteFolder folder) {
    var name = endpoint.target("templateId");
    if (file.isKamelet() && KAMELET_ENDS.contains(name)) {
      return Stream.empty();
    }
    var kamelet = folder.kamelet(name);
    if (kamelet.isEmpty()) {
      return Stream.of("there is no Kamelet '" + name + "'");
    }
    var declared = kamelet.get().content().at("/spec/definition/properties");
    var required = kamelet.get().content().at("/spec/definition/required");
    var given = withoutPath(endpoint.parameters());
    return Stream.concat(
        given.keySet().stream()
            .filter(option -> !declared.has(option))
            .map(option -> name + ": " + option + ": Unknown option"),
        Stream.iterate(0, i -> i < required.size(), i -> i + 1)
            .map(i -> required.get(i).asText())
            .filter(option -> !given.containsKey(option))
            .map(option -> name + ": " + option + " is required"));
  }

  private static Map<String, String> withoutPath(Map<String, String> parameters) {
    var options = new LinkedHashMap<>(parameters);
    options.keySet().removeAll(Set.of("templateId", "routeId"));
    return options;
  }
}
