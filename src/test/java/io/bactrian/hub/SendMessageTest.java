package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Call;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** Sends messages to a number of this test's own. */
abstract class SendMessageTest extends HubTest {

  static final String KIND = "send_message";

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  String number;

  @BeforeEach
  void ownNumber() {
    number = "1555%07d".formatted(NUMBERS.incrementAndGet());
  }

  /** Evolution has a message of this instance, so that not having another one proves something. */
  void evolutionKeepsMessages() {
    ObjectNode earlier = (ObjectNode) sample("01-text-conversation.json").path("data");
    STAND_IN.message(instance, earlier.put("messageTimestamp", Instant.now().getEpochSecond()));
  }

  /** The body of an error of Evolution's own. */
  static String error(int status, String text) {
    return "{\"status\":%d,\"error\":\"x\",\"response\":{\"message\":[\"%s\"]}}"
        .formatted(status, text);
  }

  ObjectNode text(String text) {
    return json.createObjectNode().put("instance", instance).put("to", number).put("text", text);
  }

  ObjectNode media() {
    ObjectNode message = json.createObjectNode().put("instance", instance).put("to", number);
    message.putObject("media");
    return message;
  }

  UUID send(ObjectNode message) {
    HttpResponse<String> answer = hub.apiPost("/api/messages", message);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return UUID.fromString(hub.read(answer.body()).path("id").asText());
  }

  JsonNode message(UUID id, String status) {
    return hub.until(
        "/api/messages/" + id, message -> message.path("status").asText().equals(status));
  }

  JobRow job(UUID message) {
    return JobRow.of(jdbc, KIND, message);
  }

  /** Waits until a job was put back because its instance is not connected. */
  void untilItWaits(UUID message) {
    JobRow.until(
        jdbc, KIND, message, job -> String.valueOf(job.lastError()).contains("not connected"));
  }

  /** Makes a job due that waits. */
  void hasten(UUID message) {
    jdbc.sql("update job set next_attempt_at = now() where subject = :id and claimed_by is null")
        .param("id", message)
        .update();
  }

  /** What Evolution took to be sent by this test's instance. */
  List<Call> sent() {
    return STAND_IN.sends().stream().filter(call -> instance.equals(call.instance())).toList();
  }

  /** Calls of Evolution that send, whatever became of them. */
  long calls(String call) {
    return STAND_IN.count("^POST /message/" + call + "/" + instance + "$");
  }

  /** Evolution's call, for a fault. */
  String path(String call) {
    return "/message/" + call + "/" + instance + "$";
  }
}
