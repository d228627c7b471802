package io.bactrian.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The options of a poll and their votes, in the content of its message. */
@Component
class Polls {

  private static final String SEPARATOR = ", ";

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

  /**
   * How many chose each option.
   *
   * @param votes the last vote of each person: names of options with a comma between
   */
  Map<String, Integer> count(String content, List<String> votes) {
    List<String> options = new ArrayList<>(options(content));
    // A name may be the beginning of another one, and hold a comma.
    options.sort(Comparator.comparingInt(String::length).reversed());
    Map<String, Integer> counts = new HashMap<>();
    for (String vote : votes) {
      chosen(vote, options).forEach(name -> counts.merge(name, 1, Integer::sum));
    }
    return counts;
  }

  /**
   * Empty if it names anything that is no option. Read from the end, so that each place of the text
   * is looked at once, however the names of the options fit into each other.
   */
  private static List<String> chosen(String vote, List<String> options) {
    Map<Integer, String> from = new HashMap<>();
    for (int at = vote.length() - 1; at >= 0; at--) {
      if (at == 0 || vote.startsWith(SEPARATOR, at - SEPARATOR.length())) {
        String option = option(vote, at, options, from);
        if (option != null) {
          from.put(at, option);
        }
      }
    }
    List<String> chosen = new ArrayList<>();
    for (int at = 0; from.containsKey(at); at += from.get(at).length() + SEPARATOR.length()) {
      chosen.add(from.get(at));
    }
    return chosen;
  }

  /** The option that stands at a place of a vote, if options stand in all of what follows it. */
  private static String option(
      String vote, int at, List<String> options, Map<Integer, String> from) {
    for (String option : options) {
      int end = at + option.length();
      boolean last = end == vote.length();
      boolean followed =
          vote.startsWith(SEPARATOR, end) && from.containsKey(end + SEPARATOR.length());
      if (!option.isEmpty() && vote.startsWith(option, at) && (last || followed)) {
        return option;
      }
    }
    return null;
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
