package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.embedded.standin.Fault;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A media file that no rung gives is parked with all that a later try needs. */
class ParkedMediaRouteIT extends MediaRouteTest {

  private UUID attachment;

  @BeforeEach
  void everyRungIsDead() {
    STAND_IN.fault(Fault.status("/" + instance + "/", 404));
    evolutionHasNot();
    hub.post(expired("url", "directPath"));
    attachment = id(hub.attachment(instance, "PARKED"));
  }

  @Test
  void itIsVisibleWithItsReasonRungByRung() {
    JsonNode job = parked(attachment);
    assertThat(job.path("kind").asText()).isEqualTo(KIND);
    assertThat(job.path("instance").asText()).isEqualTo(instance);
    assertThat(job.path("attachment").asText()).isEqualTo(attachment.toString());
    assertThat(job.path("attempts").asInt()).isEqualTo(1);
    assertThat(job.path("reason").asText())
        .contains("url: HTTP 404", "directPath: HTTP 404", "Evolution HTTP 400");
    assertThat(hub.send(hub.api("/api/attachments/" + attachment + "/content").GET()).statusCode())
        .isEqualTo(409);
  }

  @Test
  void itKeepsItsKeyAndEveryAddress() {
    assertThat(
            jdbc.sql(
                    """
                    select media_key is not null and url is not null and direct_path is not null
                      and file_sha256 is not null and evolution_message is not null
                    from attachment where id = :id""")
                .param("id", attachment)
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void aReplayByItsIdClimbsTheWholeLadderAnew() {
    STAND_IN.clearFaults();

    assertThat(hub.apiPost("/api/parked/" + attachment + "/replay", "").statusCode())
        .isEqualTo(202);

    JsonNode stored = hub.attachment(instance, "STORED");
    // Links that have expired come last.
    assertThat(stored.path("source").asText()).isEqualTo("getBase64FromMediaMessage");
    assertThat(stored.path("lastError").isNull()).isTrue();
    assertThat(hub.content(attachment)).isEqualTo(photo);
    assertThat(parked(attachment).isMissingNode()).isTrue();
  }

  @Test
  void anInstanceThatIsConnectedAgainReplaysItByItself() {
    STAND_IN.clearFaults();

    hub.post(sample("16c-connection.update-close.json"));
    hub.post(sample("16b-connection.update-open.json"));

    assertThat(id(hub.attachment(instance, "STORED"))).isEqualTo(attachment);
  }

  @Test
  void aReplayInVainParksItAgain() {
    long before = fetched("url");
    assertThat(hub.apiPost("/api/parked/" + attachment + "/replay", "").statusCode())
        .isEqualTo(202);

    JobRow.until(jdbc, KIND, attachment, job -> job.isParked() && fetched("url") > before);
    assertThat(hub.attachment(instance, "PARKED").path("lastError").asText()).contains("HTTP 404");
  }
}
