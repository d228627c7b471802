package io.bactrian.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The options of a poll and their votes, in the content of its message. */
@Component
class Polls {

  private final ObjectMapper json;

  Polls(ObjectMapper json) {
    this.json = json;
  }

  /** The names of the options; empty if it is no poll. */
  List<String> options(String content) {
    List<String> names = new ArrayList<>();
    read(content).at("/poll/options").forEach(option -> names.add(option.path("name").asText()));
    return names;
  }

  /** The content with so many votes for each option, and none for those not named. */
  String counted(String content, Map<String, Integer> counts) {
    ObjectNode counted = read(content);
    ArrayNode options = counted.withObject("/poll").withArray("/options");
    List<String> known = options(content);
    for (String name : counts.keySet()) {
      if (!known.contains(name)) {
        options.addObject().put("name", name);
      }
    }
    for (JsonNode option : options) {
      ((ObjectNode) option).put("votes", counts.getOrDefault(option.path("name").asText(), 0));
    }
    return counted.toString();
  }

  private ObjectNode read(String content) {
    try {
      return content == null ? json.createObjectNode() : json.readValue(content, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a content in the database is no JSON object", e);
    }
  }
}
