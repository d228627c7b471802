package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event that was not understood can be taken in again, once the program understands it. */
class ParkedEventRouteIT extends HubTest {

  private static final String KIND = "accept_event";

  private UUID event;
  private ObjectNode understood;

  @BeforeEach
  void anEventIsParked() {
    ObjectNode body = sample("malformed/02-missing-data.json");
    body.put("date_time", UUID.randomUUID().toString());
    JsonNode answer = hub.post(body);
    assertThat(answer.path("status").asText()).isEqualTo("parked");
    event = UUID.fromString(answer.path("event").asText());
    understood = sample("05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json");
  }

  @Test
  void aReplayOfWhatIsStillNotUnderstoodParksItAgain() {
    replay();

    JobRow parked = JobRow.until(jdbc, KIND, event, job -> job.isParked() && job.attempts() == 1);
    assertThat(parked.lastError()).isNotBlank();
  }

  @Test
  void aReplayOfWhatIsUnderstoodNowDoesAllThatFollows() {
    nowUnderstood();

    replay();

    JobRow.until(jdbc, KIND, event, JobRow::isDone);
    hub.attachment(instance, "STORED");
  }

  @Test
  void aFaultOfTheDatabaseSpendsNoAttempt() {
    nowUnderstood();
    String condition = "new.instance = '" + instance + "'";
    try (Refusal refusal = new Refusal(jdbc, "insert", "conversation", condition)) {
      replay();
      JobRow deferred = JobRow.until(jdbc, KIND, event, ParkedEventRouteIT::wasRefused);
      assertThat(deferred.attempts()).isZero();
      assertThat(refusal).isNotNull();
    }

    JobRow.until(jdbc, KIND, event, JobRow::isDone);
    hub.attachment(instance, "STORED");
  }

  private static boolean wasRefused(JobRow job) {
    return job.lastError() != null && job.lastError().contains("SQLException");
  }

  private void nowUnderstood() {
    jdbc.sql("update event set raw = :raw where id = :id")
        .param("raw", understood.toString().getBytes(StandardCharsets.UTF_8))
        .param("id", event)
        .update();
  }

  private void replay() {
    assertThat(hub.apiPost("/api/parked/" + event + "/replay", "").statusCode()).isEqualTo(202);
  }
}
