package io.bactrian.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reading the ledger. */
class JobsIT {

  private final ConsoleServer server = ConsoleServer.shared();
  private final Ledger ledger = server.emptyLedger();
  private final Api api = server.api();

  @Test
  void aJobShowsItsLaneAndItsProgress() {
    UUID subject = UUID.randomUUID();
    UUID id = ledger.job("process_incoming_media", subject, "pending");

    JsonNode body = api.get("/api/jobs/" + id).body();

    assertThat(body.path("kind").asText()).isEqualTo("process_incoming_media");
    assertThat(body.path("lane").asText()).isEqualTo("durable");
    assertThat(body.path("state").asText()).isEqualTo("pending");
    assertThat(body.path("subject").asText()).isEqualTo(subject.toString());
    assertThat(body.path("attempts").asInt()).isEqualTo(3);
    assertThat(body.path("lastError").asText()).isEqualTo("HTTP 410");
    assertThat(body.path("nextAttemptAt").asText()).endsWith("Z");
    assertThat(body.path("createdAt").asText()).endsWith("Z");
    assertThat(body.path("doneAt").isNull()).isTrue();
  }

  @Test
  void aJobThatIsOverHasNoNextAttempt() {
    UUID id = ledger.job("send_message", UUID.randomUUID(), "parked");
    assertThat(api.get("/api/jobs/" + id).body().path("nextAttemptAt").isNull()).isTrue();
  }

  @Test
  void aKindNoLongerDeclaredIsInNoLane() {
    UUID id = ledger.job("old_kind", UUID.randomUUID(), "parked");
    assertThat(api.get("/api/jobs/" + id).body().path("lane").isNull()).isTrue();
  }

  @Test
  void theListIsNarrowedByKindAndState() {
    UUID done = ledger.job("send_message", UUID.randomUUID(), "done");
    ledger.job("send_message", UUID.randomUUID(), "pending");
    ledger.job("fetch_group_info", UUID.randomUUID(), "done");

    assertThat(api.get("/api/jobs?kind=send_message&state=done").items().findValuesAsText("id"))
        .containsExactly(done.toString());
    assertThat(api.get("/api/jobs?state=done").items()).hasSize(2);
    assertThat(api.get("/api/jobs?state=DONE").items()).hasSize(2);
    Api.Answer first = api.get("/api/jobs?limit=2");
    assertThat(api.get("/api/jobs?cursor=" + first.text("next")).items()).hasSize(1);
  }
}
