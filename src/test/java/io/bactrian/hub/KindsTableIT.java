package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What comes of each kind of message: a table of all samples and reports, printed and kept in
 * {@code target/kinds-table.txt}. It may be better than {@code kinds-table.txt} says, not worse.
 */
class KindsTableIT extends HubTest {

  private static final Path SAMPLES = Path.of("src/test/resources/samples");
  private static final String LINE = "%-12s %5s %5s %12s %5s %7s  %s%n";

  /** Of one kind: how many messages there were, and how many of them had what. */
  private static final class Row {
    private int messages;
    private int texts;
    private int attachments;
    private int edits;
    private int deletions;
    private final Set<String> content = new TreeSet<>();

    private List<Integer> counts() {
      return List.of(messages, texts, attachments, edits, deletions);
    }
  }

  private final Map<String, Row> table = new TreeMap<>();

  @AfterEach
  void nothingIsTriedOn() {
    forgetMediaUnderWay();
  }

  @Test
  void noKindLosesWhatItHad() throws IOException {
    int number = 0;
    for (String file : files()) {
      show(file, instance + "-" + number++);
    }

    String shown = shown();
    System.out.print(shown);
    Files.writeString(Path.of("target", "kinds-table.txt"), shown);
    for (String line : expected()) {
      List<String> cells = List.of(line.strip().split("\\s+", 7));
      Row row = table.get(cells.get(0));
      assertThat(row).as(line).isNotNull();
      for (int i = 0; i < row.counts().size(); i++) {
        assertThat(row.counts().get(i))
            .as("column %d of %s", i + 1, line)
            .isGreaterThanOrEqualTo(Integer.parseInt(cells.get(i + 1)));
      }
      if (cells.size() > 6) {
        assertThat(row.content).as(line).containsAll(Arrays.asList(cells.get(6).split(" ")));
      }
    }
  }

  /** The file as the first thing an instance says; then its messages are edited and revoked. */
  private void show(String file, String name) {
    String body =
        new String(Webhooks.bytes(file), StandardCharsets.ISO_8859_1)
            .replaceAll("\"(acme-support|cloud-1)\"", "\"" + name + "\"");
    assertThat(hub.deliver(body.getBytes(StandardCharsets.ISO_8859_1)).statusCode())
        .as(file)
        .isEqualTo(202);
    for (JsonNode message : hub.messages(name)) {
      Row row = table.computeIfAbsent(message.path("kind").asText(), kind -> new Row());
      row.messages++;
      row.texts +=
          message.path("text").asText("").isEmpty() || message.path("text").isNull() ? 0 : 1;
      row.attachments += message.path("attachments").size();
      message.path("content").fieldNames().forEachRemaining(row.content::add);
      hub.post(webhook(name, "messages.upsert", edit(message)));
      row.edits += reloaded(message).hasNonNull("editedAt") ? 1 : 0;
      hub.post(webhook(name, "messages.delete", key(message)));
      row.deletions += reloaded(message).hasNonNull("deletedAt") ? 1 : 0;
    }
  }

  private JsonNode reloaded(JsonNode message) {
    return hub.get("/api/messages/" + message.path("id").asText());
  }

  private ObjectNode edit(JsonNode message) {
    ObjectNode data = json.createObjectNode();
    data.set("key", key(message).put("id", "EDIT" + message.path("whatsappId").asText()));
    ObjectNode protocol = data.putObject("message").putObject("protocolMessage");
    protocol.put("type", 14).putObject("editedMessage").put("conversation", "edited");
    protocol.set("key", key(message).put("fromMe", true));
    return data;
  }

  private ObjectNode key(JsonNode message) {
    ObjectNode key = json.createObjectNode();
    key.put("remoteJid", message.path("chat").asText());
    key.put("fromMe", message.path("direction").asText().equals("OUT"));
    key.put("id", message.path("whatsappId").asText());
    if (message.hasNonNull("sender")) {
      key.put("participant", message.path("sender").asText());
    }
    return key;
  }

  private ObjectNode webhook(String name, String event, ObjectNode data) {
    ObjectNode webhook = json.createObjectNode().put("event", event).put("instance", name);
    webhook.put("sender", "15550100001@s.whatsapp.net").set("data", data);
    return webhook;
  }

  private String shown() {
    StringBuilder lines = new StringBuilder();
    lines.append(LINE.formatted("kind", "n", "text", "attachments", "edit", "delete", "content"));
    table.forEach(
        (kind, row) ->
            lines.append(
                LINE.formatted(
                    kind,
                    row.messages,
                    row.texts,
                    row.attachments,
                    row.edits,
                    row.deletions,
                    String.join(" ", row.content))));
    return lines.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"))
        + "\n";
  }

  private static List<String> files() {
    List<String> files = new ArrayList<>();
    for (String folder : new String[] {"", "malformed", "reports"}) {
      try (Stream<Path> found = Files.list(SAMPLES.resolve(folder))) {
        found
            .filter(file -> file.toString().endsWith(".json"))
            .map(file -> SAMPLES.relativize(file).toString())
            // It names another tenant, and is none of ours to look at.
            .filter(file -> !file.contains("mismatched-instance"))
            .forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    files.sort(null);
    return files;
  }

  private static List<String> expected() {
    try (InputStream in = KindsTableIT.class.getResourceAsStream("kinds-table.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
