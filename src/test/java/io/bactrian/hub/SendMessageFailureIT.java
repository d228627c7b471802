package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.storage.ObjectStorage;
import java.net.ConnectException;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A message that did not leave fails at once if it never can, and is tried again if it may. */
class SendMessageFailureIT extends SendMessageTest {

  @Autowired private ProducerTemplate producer;
  @Autowired private ObjectStorage storage;

  @Test
  void aNumberThatIsNotOnWhatsAppFailsAtOnce() {
    STAND_IN.notOnWhatsApp(number);

    UUID id = send(text("Hello?"));

    assertThat(message(id, "FAILED").path("lastError").asText()).contains("not on WhatsApp");
    JobRow job = JobRow.until(jdbc, KIND, id, JobRow::isParked);
    assertThat(job.attempts()).isEqualTo(1);
    assertThat(job.lastError()).contains("not on WhatsApp");
    assertThat(calls("sendText")).isEqualTo(1);
  }

  @Test
  void whatMetaRefusesFailsAtOnceAndSaysWhy() {
    STAND_IN.integration(instance, "WHATSAPP-BUSINESS");
    STAND_IN.metaRefuses(
        number,
        json.createObjectNode().put("message", "(#131047) Re-engagement").put("code", 131047));

    UUID id = send(text("Hello?"));

    assertThat(message(id, "FAILED").path("lastError").asText())
        .isEqualTo("Meta refuses it (code 131047): Re-engagement");
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isParked).attempts()).isEqualTo(1);
    assertThat(calls("sendText")).isEqualTo(1);
  }

  @Test
  void metasWordForAFailureEndsASentMessageWithItsReason() {
    STAND_IN.integration(instance, "WHATSAPP-BUSINESS");
    UUID id = send(text("Hello"));
    String whatsappId = message(id, "SENT").path("whatsappId").asText();
    ObjectNode webhook = sample("reports/A2-cloud-status-FAILED.json");
    ((ObjectNode) webhook.path("data"))
        .put("keyId", whatsappId)
        .put("remoteJid", number + "@s.whatsapp.net");

    hub.post(webhook);

    assertThat(message(id, "FAILED").path("lastError").asText()).contains("could not deliver");
  }

  @Test
  void aConnectionThatIsClosedJustNowIsTriedAgain() {
    STAND_IN.fault(
        Fault.status(path("sendText"), 400)
            .body(
                Webhooks.sample(json, "api/send.error.400.transient-connection-closed.json")
                    .toString())
            .times(1));

    UUID id = send(text("Hello"));

    assertThat(message(id, "SENT").path("lastError").isNull()).isTrue();
    assertThat(calls("sendText")).isEqualTo(2);
    assertThat(sent()).hasSize(1);
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isDone).attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 429, 500, 503})
  void aRefusalThatMayPassIsTriedUntilTheBudgetIsSpentAndThenParked(int status) {
    STAND_IN.fault(Fault.status(path("sendText"), status).body(error(status, "not now")));

    UUID id = send(text("Hello"));

    JobRow job = JobRow.until(jdbc, KIND, id, JobRow::isParked);
    assertThat(job.attempts()).isEqualTo(4);
    assertThat(job.lastError()).contains("HTTP " + status);
    assertThat(calls("sendText")).isEqualTo(4);
    JsonNode message = message(id, "FAILED");
    assertThat(message.path("lastError").asText()).contains("HTTP " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500, 503})
  void anErrorThatDoesNotTellIsNoReasonToSendAMessageAgainThatLeft(int status) {
    STAND_IN.fault(Fault.fail(path("sendText"), status).body(untold(status)).times(1));

    UUID id = send(text("Hello"));

    message(id, "SENT");
    assertThat(calls("sendText")).isEqualTo(1);
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isDone).attempts()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500, 503})
  void aMessageThatDidNotLeaveIsSentAgainAfterAnErrorThatDoesNotTell(int status) {
    evolutionKeepsMessages();
    STAND_IN.fault(Fault.status(path("sendText"), status).body(untold(status)).times(1));

    UUID id = send(text("Hello"));

    message(id, "SENT");
    assertThat(calls("sendText")).isEqualTo(2);
    assertThat(sent()).hasSize(1);
  }

  @Test
  void anEvolutionThatCouldNotStoreAMessageProvesNothingByNotHavingIt() {
    evolutionKeepsMessages();
    STAND_IN.fault(
        Fault.status(path("sendText"), 400)
            .body(error(400, "PrismaClientInitializationError: no server"))
            .times(1));

    UUID id = send(text("Hello"));

    assertThat(message(id, "FAILED").path("lastError").asText()).contains("may have left");
    assertThat(calls("sendText")).isEqualTo(1);
  }

  @Test
  void aMediaThatIsGoneFromStorageFailsAtOnce() {
    STAND_IN.state(instance, "close");
    ObjectNode document = media();
    document.withObject("media").put("base64", "YWJj").put("mimetype", "text/plain");
    UUID id = send(document);
    untilItWaits(id);

    storage.delete("outbound/" + id);
    STAND_IN.state(instance, "open");
    hasten(id);

    assertThat(message(id, "FAILED").path("lastError").asText()).contains("gone");
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isParked).lastError()).contains("gone");
  }

  @Test
  void aFaultThatStaysSpendsAttempts() {
    STAND_IN.state(instance, "close");
    UUID id = send(text("Hello"));
    untilItWaits(id);

    jdbc.sql("update message set request = 'null' where id = :id").param("id", id).update();
    STAND_IN.state(instance, "open");
    hasten(id);

    message(id, "FAILED");
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isParked).attempts()).isEqualTo(4);
    assertThat(sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void anEvolutionThatRefusesTheKeyIsWaitedForWithoutSpendingAttempts(int status) {
    STAND_IN.fault(Fault.status("/" + instance + "$", status));
    UUID id = send(text("Hello"));

    JobRow waiting =
        JobRow.until(
            jdbc,
            KIND,
            id,
            job -> calls("sendText") > 1 && String.valueOf(job.lastError()).contains("away"));
    assertThat(waiting.attempts()).isZero();

    STAND_IN.clearFaults();
    message(id, "SENT");
    // It may have been refused the moment before, and asked about its connection the moment after.
    assertThat(JobRow.until(jdbc, KIND, id, JobRow::isDone).attempts()).isBetween(1, 2);
  }

  /** Of the chatbot that Evolution calls once a message has left; any other status is a proxy's. */
  private static String untold(int status) {
    return status == 400
        ? error(status, "AxiosError: Request failed with status code 500")
        : "{\"upstream\":\"reset\"}";
  }

  @Test
  void aMessageThatWasGivenUpLeavesAfterAReplay() {
    STAND_IN.fault(Fault.status(path("sendText"), 500).body(error(500, "not now")));
    UUID id = send(text("Hello"));
    JobRow.until(jdbc, KIND, id, JobRow::isParked);

    STAND_IN.clearFaults();
    assertThat(hub.apiPost("/api/parked/" + id + "/replay", "").statusCode()).isEqualTo(202);

    message(id, "SENT");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void aFaultOfTheDatabaseBeforeTheCallSpendsNoAttempt() {
    UUID id;
    String condition = "new.send_started_at is not null and new.text = '" + instance + "'";
    try (Refusal refusal = new Refusal(jdbc, "update", "message", condition)) {
      id = send(text(instance));

      JobRow deferred = JobRow.until(jdbc, KIND, id, job -> job.lastError() != null);

      assertThat(deferred.attempts()).isZero();
      assertThat(calls("sendText")).isZero();
      assertThat(refusal).isNotNull();
    }

    message(id, "SENT");
    assertThat(sent()).hasSize(1);
  }

  @Test
  void anEvolutionThatIsNotThereIsToldFromOneThatDidNotAnswer() {
    EvolutionCall call =
        new EvolutionCall(
            "GET", "http://127.0.0.1:1/instance/x", "key", null, Duration.ZERO, "x", null, null);

    Exchange exchange =
        producer.request("direct:call-evolution", each -> each.getMessage().setBody(call));

    assertThatThrownBy(
            () -> {
              throw exchange.getException();
            })
        .isInstanceOf(ConnectException.class);
  }
}
