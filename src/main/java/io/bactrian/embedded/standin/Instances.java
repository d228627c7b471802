package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The instances, their keys, states and webhooks. Until one is named, every name is known. */
final class Instances {

  private final String globalKey;
  private volatile String version = "2.3.7";
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final Map<String, String> integrations = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> webhooks = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> settings = new ConcurrentHashMap<>();

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

  /** WHATSAPP-BAILEYS until it is told, or WHATSAPP-BUSINESS. */
  void integration(String name, String integration) {
    integrations.put(name, integration);
  }

  String integration(String name) {
    return integrations.getOrDefault(name, "WHATSAPP-BAILEYS");
  }

  /** 2.3.7 until it is told. */
  void version(String number) {
    version = number;
  }

  boolean takesMessageIds() {
    return !version.matches("[01]\\..*|2\\.[0-3]\\..*");
  }

  /** What Evolution says at its root. */
  Answer welcome() {
    return Answer.json(
        200,
        Map.of(
            "status",
            200,
            "message",
            "Welcome to the Evolution API, it is working!",
            "version",
            version,
            "clientName",
            "evolution_exchange"));
  }

  void webhook(String name, JsonNode webhook) {
    webhooks.put(name, webhook);
  }

  void settings(String name, JsonNode told) {
    settings.put(name, told);
  }

  /** As Evolution has them where nobody set any. */
  JsonNode settings(String name) {
    return settings.getOrDefault(name, Samples.answer("settings.find.response.200"));
  }

  /** Those that were named; with an instance's own key that one alone. */
  Answer all(String apiKey) {
    if (apiKey == null || !(globalKey.equals(apiKey) || keys.containsValue(apiKey))) {
      return Answer.json(401, Samples.answer("error.401"));
    }
    ArrayNode named = Samples.JSON.createArrayNode();
    Set<String> names = new TreeSet<>(keys.keySet());
    names.addAll(states.keySet());
    names.addAll(webhooks.keySet());
    names.addAll(integrations.keySet());
    for (String name : names) {
      if (globalKey.equals(apiKey) || apiKey.equals(keys.get(name))) {
        named.add(
            Samples.answer("fetchInstances.response.200.one")
                .put("name", name)
                .put("connectionStatus", state(name))
                .put("integration", integration(name))
                .put("token", keys.get(name))
                .<ObjectNode>set("Setting", settings(name)));
      }
    }
    return Answer.json(200, named);
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
