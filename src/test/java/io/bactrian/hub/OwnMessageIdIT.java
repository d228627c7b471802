package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Instances;
import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.evolution.EvolutionVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A send broken off at any moment is one message, be Evolution a version that takes ids or not. */
class OwnMessageIdIT extends SendMessageTest {

  @Autowired private EvolutionVersion version;
  @Autowired private ProducerTemplate producer;
  @Autowired private Instances instances;

  private void evolutionIs(String number) {
    STAND_IN.version(number);
    version.doubt();
    producer.requestBody("direct:ask-version", (Object) null);
    assertThat(version.value()).contains(number);
  }

  @BeforeEach
  void listed() {
    listedAs("baileys");
  }

  private void listedAs(String channel) {
    instances.listed(instance, "open", channel, null);
  }

  @AfterEach
  void asBefore() {
    evolutionIs("2.3.7");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "2.3.7, LOSE",
    "2.3.7, STATUS",
    "2.3.7, FAIL",
    "2.3.7, RESET",
    "2.3.7, TRUNCATE",
    "2.3.7, HANG",
    "2.4.0-rc2, LOSE",
    "2.4.0-rc2, STATUS",
    "2.4.0-rc2, FAIL",
    "2.4.0-rc2, RESET",
    "2.4.0-rc2, TRUNCATE",
    "2.4.0-rc2, HANG"
  })
  void aSendBrokenOffIsSentOnceAndTheNextOneFollows(String number, Fault.Action moment) {
    evolutionIs(number);
    evolutionKeepsMessages();
    STAND_IN.fault(fault(moment).times(1));
    Instant begin = Instant.now();

    UUID first = send(text("first"));
    UUID second = send(text("second"));

    JsonNode one = message(first, "SENT");
    JsonNode other = message(second, "SENT");
    assertThat(sent().stream().map(Call::id).distinct()).hasSize(2);
    assertThat(sent().get(sent().size() - 1).id()).isEqualTo(other.path("whatsappId").asText());
    assertThat(sent().get(0).id()).isEqualTo(one.path("whatsappId").asText());
    assertThat(hub.messages(instance)).hasSize(2);
    System.out.printf(
        "next of the chat after %s by %s: %d ms%n",
        moment, number, Duration.between(begin, sent().get(sent().size() - 1).at()).toMillis());
  }

  @Test
  void anIdOfOursIsTheMessagesOwn() {
    evolutionIs("2.4.0-rc2");

    UUID id = send(text("Under our id"));

    String whatsappId = message(id, "SENT").path("whatsappId").asText();
    assertThat(whatsappId)
        .matches("3EB0[0-9A-F]{18}")
        .endsWith(id.toString().substring(24).toUpperCase(java.util.Locale.ROOT));
    assertThat(sent().get(0).request().path("messageId").asText()).isEqualTo(whatsappId);
  }

  @Test
  void theSameWordsUnderAnotherIdAreNotOurs() {
    evolutionIs("2.4.0-rc2");
    STAND_IN.fault(Fault.lose(path("sendText")).times(1));
    UUID id = send(text("ok"));
    JobRow.until(jdbc, KIND, id, job -> String.valueOf(job.lastError()).contains("broke off"));
    var webhook = sample("14b-send.message-after-sendText.json");
    Webhooks.in(webhook, number + "@s.whatsapp.net", "3EB0AA" + number);
    ((ObjectNode) webhook.at("/data/message")).put("conversation", "ok");

    hub.post(webhook);

    assertThat(message(id, "SENT").path("whatsappId").asText()).isEqualTo(sent().get(0).id());
    assertThat(hub.messages(instance)).hasSize(2);
  }

  @Test
  void aChannelThatChoosesItsOwnIdIsReadByIt() {
    evolutionIs("2.4.0-rc2");
    STAND_IN.integration(instance, "WHATSAPP-BUSINESS");

    UUID id = send(text("By Meta"));

    assertThat(message(id, "SENT").path("whatsappId").asText()).startsWith("wamid.");
    assertThat(version.takesMessageIds(instance)).isFalse();
  }

  @Test
  void aChannelThatIsNotKnownToTakeIdsIsNotRepeatedAtOnce() {
    evolutionIs("2.4.0-rc2");
    listedAs("cloud");
    STAND_IN.integration(instance, "WHATSAPP-BUSINESS");
    evolutionKeepsMessages();
    STAND_IN.fault(Fault.lose(path("sendText")).times(1));

    UUID id = send(text("By Meta, and nobody heard"));

    message(id, "SENT");
    assertThat(sent()).hasSize(1);
  }

  private Fault fault(Fault.Action moment) {
    return switch (moment) {
      case LOSE -> Fault.lose(path("sendText"));
      case STATUS -> Fault.status(path("sendText"), 504);
      case FAIL -> Fault.fail(path("sendText"), 502);
      case RESET -> Fault.reset(path("sendText"), 0);
      case TRUNCATE -> Fault.truncate(path("sendText"), 20);
      default -> Fault.hang(path("sendText"));
    };
  }
}
