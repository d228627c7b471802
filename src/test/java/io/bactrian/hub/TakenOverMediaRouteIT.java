package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker whose job another copy has taken over, and stored, changes nothing of it. */
class TakenOverMediaRouteIT extends MediaRouteTest {

  private final UUID other = UUID.randomUUID();

  @AfterEach
  void theOtherIsGone() {
    jdbc.sql("delete from hub where id = :id").param("id", other).update();
  }

  @ParameterizedTest(name = "a climb that ends in HTTP {0}")
  @ValueSource(ints = {404, 500})
  void whatIsStoredStaysStored(int status) {
    // Long enough for the other copy to take over, and then it fails.
    STAND_IN.fault(Fault.hang(path("url")).times(1));
    STAND_IN.fault(Fault.status(path("url"), status));
    evolutionHasNot();
    hub.post(webhook("url"));
    UUID attachment = id(hub.attachment(instance, "PENDING"));
    Awaitility.await().until(() -> fetched("url") == 1);

    jdbc.sql("insert into hub (id, seen_at) values (:id, now() + interval '1 h')")
        .param("id", other)
        .update();
    jdbc.sql("update job set claimed_by = :hub, started_at = now() where subject = :id")
        .param("hub", other)
        .param("id", attachment)
        .update();
    jdbc.sql("update attachment set status = 'STORED' where id = :id")
        .param("id", attachment)
        .update();

    Awaitility.await().until(() -> STAND_IN.count(evolution()) > 0);
    Awaitility.await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              JobRow job = JobRow.of(jdbc, KIND, attachment);
              assertThat(job.state()).isEqualTo("pending");
              assertThat(job.attempts()).isZero();
              assertThat(job.claimedBy()).isEqualTo(other);
              assertThat(status(attachment)).isEqualTo("STORED");
            });
  }

  private String status(UUID attachment) {
    return hub.get("/api/attachments/" + attachment).path("status").asText();
  }
}
