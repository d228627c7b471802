package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of an instance that is not connected wait for it, for a while without spending attempts. */
class ClosedInstanceRouteIT extends SendMessageTest {

  @BeforeEach
  void closed() {
    STAND_IN.state(instance, "close");
  }

  @Test
  void aMessageWaitsWithoutSpendingAttempts() {
    UUID message = send(text("hello"));

    JobRow waiting = waiting(message);

    assertThat(waiting.attempts()).isZero();
    assertThat(waiting.lastError()).isEqualTo(instance + " is not connected");
    assertThat(waiting.nextAttemptAt().toInstant()).isAfter(Instant.now().plusSeconds(30));
    assertThat(STAND_IN.count("GET /instance/connectionState/" + instance)).isEqualTo(1);
  }

  @Test
  void itLeavesAsSoonAsTheInstanceSaysThatItIsConnected() {
    UUID message = send(text("hello"));
    waiting(message);

    STAND_IN.state(instance, "open");
    hub.post(sample("16b-connection.update-open.json"));

    message(message, "SENT");
    assertThat(JobRow.of(jdbc, KIND, message).attempts()).isEqualTo(1);
  }

  @Test
  void attemptsAreSpentWhenItHasWaitedForLongEnough() {
    UUID message = send(text("hello"));
    waiting(message);

    jdbc.sql(
            """
            update job set waits_since = now() - interval '7 hours', next_attempt_at = now()
            where subject = :message""")
        .param("message", message)
        .update();

    message(message, "FAILED");
    assertThat(JobRow.of(jdbc, KIND, message).attempts()).isEqualTo(4);
  }

  @Test
  void anEvolutionThatIsNotActivatedIsWaitedForWithoutSpendingAttempts() {
    STAND_IN.state(instance, "open");
    STAND_IN.fault(
        Fault.status("/" + instance + "$", 503)
            .body("{\"code\":\"LICENSE_REQUIRED\",\"register_url\":\"https://evo.example/a\"}"));

    UUID message = send(text("hello"));

    JobRow waiting =
        JobRow.until(
            jdbc,
            KIND,
            message,
            job -> String.valueOf(job.lastError()).contains("LICENSE_REQUIRED"));
    assertThat(waiting.attempts()).isZero();
    STAND_IN.clearFaults();
    message(message, "SENT");
  }

  @Test
  void aConnectionThatIsNotToldCountsAsOpen() {
    STAND_IN.fault(Fault.status("/instance/connectionState/" + instance, 500));

    UUID message = send(text("hello"));

    JobRow failed = JobRow.until(jdbc, KIND, message, job -> job.attempts() > 0);
    assertThat(failed.lastError()).contains("Connection Closed");
  }

  @Test
  void aMediaThatOnlyEvolutionHasIsFetchedAsSoonAsTheInstanceIsConnected() {
    STAND_IN.fault(Fault.status("/o1/|/v/", 404));
    STAND_IN.fault(
        Fault.status("getBase64FromMediaMessage/" + instance + "$", 400)
            .body("{\"status\":400,\"response\":{\"message\":[\"Connection Closed\"]}}"));
    ObjectNode webhook = sample("05a-image-encrypted-evo-le-2.3.2-base64-strings.json");
    hub.post(webhook);
    JsonNode pending =
        hub.until(
                "/api/attachments?instance=" + instance,
                answer -> answer.at("/items/0/attempts").asInt() > 0)
            .at("/items/0");
    UUID attachment = UUID.fromString(pending.path("id").asText());
    jdbc.sql("update job set next_attempt_at = now() + interval '5 hours' where subject = :id")
        .param("id", attachment)
        .update();

    STAND_IN.clearFaults();
    hub.post(sample("16b-connection.update-open.json"));

    hub.attachment(instance, "STORED");
  }

  private JobRow waiting(UUID message) {
    return JobRow.until(
        jdbc,
        KIND,
        message,
        job ->
            job.claimedBy() == null && String.valueOf(job.lastError()).contains("not connected"));
  }
}
