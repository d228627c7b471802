package io.bactrian.embedded.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The messages in Evolution's database: those it sent and those tests put there. */
final class Messages {

  private static final int PAGE = 50;

  private final Map<String, List<JsonNode>> byInstance = new ConcurrentHashMap<>();

  /** One that has an id of another takes its place, as it does at WhatsApp. */
  void add(String instance, JsonNode message) {
    List<JsonNode> known =
        byInstance.computeIfAbsent(instance, name -> new CopyOnWriteArrayList<>());
    JsonNode id = message.at("/key/id");
    known.removeIf(other -> !id.isMissingNode() && other.at("/key/id").equals(id));
    known.add(message);
  }

  Optional<JsonNode> byId(String instance, String id) {
    return all(instance).stream()
        .filter(message -> message.at("/key/id").asText().equals(id))
        .findFirst();
  }

  /** Newest first, in pages, as {@code findMessages} answers them. */
  ObjectNode find(String instance, JsonNode request) {
    JsonNode where = request.path("where");
    String chat = where.at("/key/remoteJid").asText("");
    String id = where.at("/key/id").asText("");
    long from = seconds(where.at("/messageTimestamp/gte"), Long.MIN_VALUE);
    long to = seconds(where.at("/messageTimestamp/lte"), Long.MAX_VALUE);
    List<JsonNode> found =
        all(instance).stream()
            .filter(m -> chat.isEmpty() || m.at("/key/remoteJid").asText().equals(chat))
            .filter(m -> id.isEmpty() || m.at("/key/id").asText().equals(id))
            .filter(m -> m.path("messageTimestamp").asLong() >= from)
            .filter(m -> m.path("messageTimestamp").asLong() <= to)
            .sorted((a, b) -> Long.compare(time(b), time(a)))
            .toList();
    int size = Math.max(1, request.path("offset").asInt(PAGE));
    int page = Math.max(1, request.path("page").asInt(1));
    ObjectNode answer = Samples.JSON.createObjectNode();
    ObjectNode messages = answer.putObject("messages");
    messages.put("total", found.size());
    messages.put("pages", (found.size() + size - 1) / size);
    messages.put("currentPage", page);
    ArrayNode records = messages.putArray("records");
    found.stream().skip((long) (page - 1) * size).limit(size).forEach(records::add);
    return answer;
  }

  private List<JsonNode> all(String instance) {
    return byInstance.getOrDefault(instance, List.of());
  }

  private static long time(JsonNode message) {
    return message.path("messageTimestamp").asLong();
  }

  private static long seconds(JsonNode iso, long otherwise) {
    return iso.isTextual() ? Instant.parse(iso.asText()).getEpochSecond() : otherwise;
  }
}
