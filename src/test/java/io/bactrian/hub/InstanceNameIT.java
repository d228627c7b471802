package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An unfit name of an instance reaches neither Evolution nor the database, whatever door it takes.
 */
class InstanceNameIT extends HubTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"..", ".", "a/../b", "a\u0000b", "a\u200bb", "\uff0e\uff0e", " a", "%2e%2e"})
  void aWebhookOfItIsParked(String name) {
    JsonNode answer = hub.post(sample("01-text-conversation.json").put("instance", name));

    assertThat(answer.path("status").asText()).isEqualTo("parked");
    assertThat(hub.parkedEvent(answer.path("event").asText()).path("reason").asText())
        .contains("instance");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/b", "a\u0000b", "a\u200bb", "\uff0e\uff0e"})
  void theApiRefusesIt(String name) {
    String query = "?instance=" + HubClient.encode(name);
    for (String list :
        new String[] {"messages", "conversations", "attachments", "reconciliations"}) {
      assertRefused(hub.send(hub.api("/api/" + list + query).GET()));
    }
    assertRefused(hub.apiPost("/api/reconciliations" + query, ""));
    assertRefused(
        hub.apiPost(
            "/api/messages",
            json.createObjectNode()
                .put("instance", name)
                .put("to", "15550100123")
                .put("text", "Hello")));
  }

  private void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(hub.read(answer.body()).path("detail").asText()).contains("instance");
  }
}
