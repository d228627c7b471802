package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The instances, their keys, states and webhooks. Until one is named, every name is known. */
final class Instances {

  private final String globalKey;
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> webhooks = new ConcurrentHashMap<>();

  Instances(String globalKey) {
    this.globalKey = globalKey;
  }

  void add(String name, String key) {
    keys.put(name, key);
  }

  void state(String name, String state) {
    states.put(name, state);
  }

  String state(String name) {
    return states.getOrDefault(name, "open");
  }

  void webhook(String name, JsonNode webhook) {
    webhooks.put(name, webhook);
  }

  JsonNode webhook(String name) {
    return webhooks.getOrDefault(name, Samples.JSON.nullNode());
  }

  /** Evolution looks for the instance before it looks at the key. */
  Optional<Answer> refusal(String name, String apiKey) {
    if (!keys.isEmpty() && !keys.containsKey(name)) {
      ObjectNode body = Samples.answer("error.404.unknown-instance");
      body.withObject("response")
          .putArray("message")
          .add("The \"" + name + "\" instance does not exist");
      return Optional.of(Answer.json(404, body));
    }
    boolean known = globalKey.equals(apiKey) || (apiKey != null && apiKey.equals(keys.get(name)));
    return known ? Optional.empty() : Optional.of(Answer.json(401, Samples.answer("error.401")));
  }
}
