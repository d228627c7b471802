package io.bactrian.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Camel's own schema of its YAML: steps and options that exist, values of the right type. */
final class SchemaCheck implements RouteCheck {

  private static final JsonSchema SCHEMA = load();

  /** What the schema says of alternatives it tried in vain: the cause is another message. */
  private static final Set<String> CONSEQUENCES = Set.of("required", "oneOf", "anyOf", "not");

  private static final int MOST_REQUIRED = 3;

  @Override
  public Stream<String> problems(RouteFile file, RouteFolder folder) {
    JsonNode flow = file.flow();
    if (!flow.isArray()) {
      return Stream.empty();
    }
    var byPlace =
        SCHEMA.validate(flow).stream()
            .collect(
                Collectors.groupingBy(
                    message -> message.getInstanceLocation().toString(),
                    TreeMap::new,
                    Collectors.toList()));
    return byPlace.entrySet().stream()
        .filter(place -> isDeepest(place.getKey(), byPlace.keySet()))
        .flatMap(place -> causes(place.getValue()))
        .map(message -> message.substring(1));
  }

  private static boolean isDeepest(String place, Collection<String> places) {
    return places.stream()
        .noneMatch(other -> other.startsWith(place + ".") || other.startsWith(place + "["));
  }

  private static Stream<String> causes(List<ValidationMessage> messages) {
    var unknown = texts(messages, message -> message.getType().equals("additionalProperties"));
    var causes = texts(messages, message -> !CONSEQUENCES.contains(message.getType()));
    if (!causes.isEmpty()) {
      return (unknown.isEmpty() ? causes : unknown).stream();
    }
    var required = texts(messages, message -> message.getType().equals("required"));
    return required.isEmpty() || required.size() > MOST_REQUIRED
        ? texts(messages, message -> message.getType().endsWith("Of")).stream().limit(1)
        : required.stream();
  }

  private static List<String> texts(
      List<ValidationMessage> messages, Predicate<ValidationMessage> kind) {
    return messages.stream()
        .filter(kind)
        .map(ValidationMessage::getMessage)
        .distinct()
        .sorted()
        .toList();
  }

  private static JsonSchema load() {
    try (var schema = SchemaCheck.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V4)
          .getSchema(new ObjectMapper().readTree(schema));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
