package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Derivatives of old media are made by one call, whose progress can be watched. */
class DerivationRunIT extends DerivationTest {

  @Test
  void whatWasStoredBeforeThereWereDerivativesGetsThem() {
    UUID attachment = storedWithoutDerivatives();

    HttpResponse<String> answer = hub.apiPost("/api/derivatives?instance=" + instance, "");

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode run = hub.read(answer.body());
    String path = "/api/derivatives/" + id(run);
    assertThat(answer.headers().firstValue("Location")).contains(path);
    assertThat(run.path("total").asInt()).isEqualTo(1);
    JsonNode done = hub.until(path, progress -> progress.path("waiting").asInt() == 0);
    assertThat(done.path("made").asInt()).isEqualTo(1);
    assertThat(hub.get("/api/attachments/" + attachment).path("thumbnail").isNull()).isFalse();
    assertThat(hub.items("/api/derivatives")).anyMatch(listed -> id(listed).equals(id(run)));
  }

  @Test
  void onlyThoseInAStateAreMadeAgain() {
    storedWithoutDerivatives();

    JsonNode none = run("&state=FAILED");
    JsonNode all = run("&state=PENDING");

    assertThat(none.path("total").asInt()).isZero();
    assertThat(all.path("total").asInt()).isEqualTo(1);
    assertThat(all.path("state").asText()).isEqualTo("PENDING");
  }

  @Test
  void onlyWhatWasStoredSinceThenIsMadeAgain() {
    storedWithoutDerivatives();
    assertThat(run("&since=2100-01-01T00:00:00Z").path("total").asInt()).isZero();
  }

  @Test
  void aRunThatNobodyAskedForIsNotFound() {
    assertThat(hub.send(hub.api("/api/derivatives/" + UUID.randomUUID()).GET()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aStateThatThereIsNotIsAProblem() {
    assertThat(hub.apiPost("/api/derivatives?state=GONE", "").statusCode()).isEqualTo(400);
  }

  private JsonNode run(String more) {
    return hub.read(hub.apiPost("/api/derivatives?instance=" + instance + more, "").body());
  }

  private UUID storedWithoutDerivatives() {
    hub.post(sample("05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json"));
    UUID attachment = id(derived("MADE"));
    JobRow.until(jdbc, KIND, attachment, JobRow::isDone);
    jdbc.sql("delete from derivative where attachment_id = :id").param("id", attachment).update();
    return attachment;
  }
}
