package io.bactrian.routes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.commons.lang3.Strings;

/**
 * One file of the routes folder as read.
 *
 * @param fileName its name with the ending
 * @param text its content
 * @param content the parsed content, missing where it is no YAML
 * @param unreadable why it is no YAML, or null
 */
record RouteFile(String fileName, String text, JsonNode content, String unreadable) {

  static final String ROUTE_ENDING = ".camel.yaml";
  static final String KAMELET_ENDING = ".kamelet.yaml";
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);

  static RouteFile read(Path path) {
    var name = path.getFileName().toString();
    try {
      var text = Files.readString(path);
      try {
        return new RouteFile(name, text, YAML.readTree(text), null);
      } catch (JsonProcessingException e) {
        return new RouteFile(
            name,
            text,
            MissingNode.getInstance(),
            e.getOriginalMessage().lines().findFirst().orElse(""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's name without its ending: the id of what it holds. */
  String id() {
    return Strings.CS.removeEnd(Strings.CS.removeEnd(fileName, ROUTE_ENDING), KAMELET_ENDING);
  }

  boolean isKamelet() {
    return fileName.endsWith(KAMELET_ENDING);
  }

  /** What Camel runs: the file's items, or the route in a Kamelet's template as such an item. */
  JsonNode flow() {
    if (!isKamelet()) {
      return content;
    }
    var template = content.at("/spec/template");
    var items = YAML.createArrayNode();
    if (template.has("route")) {
      items.addObject().set("route", template.get("route"));
    }
    if (template.has("beans")) {
      items.addObject().set("beans", template.get("beans"));
    }
    return items;
  }

  Stream<RouteNode> nodes() {
    return RouteNode.allOf(flow());
  }

  Stream<RouteEndpoint> endpoints() {
    return nodes().flatMap(RouteEndpoint::of);
  }

  String problem(String message) {
    return fileName + ": " + message;
  }
}
