package io.bactrian.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the lanes say of themselves. */
class LanesIT {

  private final ConsoleServer server = ConsoleServer.shared();
  private final Ledger ledger = server.emptyLedger();
  private final FakeHub hub = server.hub();

  @AfterEach
  void brokerIsBack() {
    hub.brokerDown = false;
  }

  @Test
  void jobsAreCountedByKind() {
    ledger.job("send_message", UUID.randomUUID(), "parked");
    UUID claimed = ledger.job("send_message", UUID.randomUUID(), "pending");
    ledger.job("send_message", UUID.randomUUID(), "pending");
    ledger.sql(
        "update job set claimed_by = gen_random_uuid(), created_at = now() - interval '90 seconds'"
            + " where id = ?",
        claimed);

    JsonNode lane = lane("send_message");

    assertThat(lane.path("lane").asText()).isEqualTo("fast");
    assertThat(lane.path("depth").asLong()).isEqualTo(7);
    assertThat(lane.path("consumers").asInt()).isEqualTo(2);
    assertThat(lane.path("pending").asLong()).isEqualTo(2);
    assertThat(lane.path("inFlight").asLong()).isEqualTo(1);
    assertThat(lane.path("failed").asLong()).isEqualTo(1);
    assertThat(lane.path("done").asLong()).isZero();
    assertThat(lane.path("oldestAge").asDouble()).isCloseTo(90, within(10.0));
  }

  @Test
  void waitAndWorkAreMeasuredInMilliseconds() {
    for (int i = 1; i <= 100; i++) {
      ledger.done("send_message", i, 10 * i);
    }

    JsonNode lane = lane("send_message");

    assertThat(lane.path("done").asLong()).isEqualTo(100);
    assertThat(lane.path("wait").path("p50").asDouble()).isCloseTo(50.5, within(0.1));
    assertThat(lane.path("wait").path("p99").asDouble()).isCloseTo(99.01, within(0.1));
    assertThat(lane.path("work").path("p95").asDouble()).isCloseTo(950.5, within(0.1));
  }

  @Test
  void whatWasDoneLongAgoIsCountedButNotMeasured() {
    ledger.done("send_message", 5, 5);
    ledger.sql("update job set done_at = done_at - interval '2 hours'");

    JsonNode lane = lane("send_message");

    assertThat(lane.path("done").asLong()).isEqualTo(1);
    assertThat(lane.path("wait").path("p50").isNull()).isTrue();
  }

  @Test
  void aJobDoneWithoutAStartIsLeftOutOfTheMeasure() {
    ledger.done("send_message", 5, 5);
    ledger.sql("update job set started_at = null");
    assertThat(lane("send_message").path("work").path("p50").isNull()).isTrue();
  }

  @Test
  void everyDeclaredKindIsThereWithoutAnyJob() {
    JsonNode lane = lane("process_incoming_media");
    assertThat(lane.path("lane").asText()).isEqualTo("durable");
    assertThat(lane.path("pending").asLong()).isZero();
    assertThat(lane.path("oldestAge").isNull()).isTrue();
  }

  @Test
  void aKindNoLongerDeclaredIsThereWhileItsJobsAre() {
    ledger.job("old_kind", UUID.randomUUID(), "parked");
    JsonNode lane = lane("old_kind");
    assertThat(lane.path("lane").isNull()).isTrue();
    assertThat(lane.path("depth").isNull()).isTrue();
    assertThat(lane.path("failed").asLong()).isEqualTo(1);
  }

  @Test
  void aBrokerThatIsDownHidesOnlyWhatItAloneKnows() {
    hub.brokerDown = true;
    ledger.job("process_incoming_media", UUID.randomUUID(), "pending");
    JsonNode lane = lane("process_incoming_media");
    assertThat(lane.path("depth").isNull()).isTrue();
    assertThat(lane.path("consumers").isNull()).isTrue();
    assertThat(lane.path("pending").asLong()).isEqualTo(1);
    assertThat(lane("send_message").path("depth").asLong()).isEqualTo(7);
  }

  private JsonNode lane(String kind) {
    for (JsonNode lane : server.api().get("/api/lanes").items()) {
      if (lane.path("kind").asText().equals(kind)) {
        return lane;
      }
    }
    throw new AssertionError("no lane of " + kind);
  }
}
