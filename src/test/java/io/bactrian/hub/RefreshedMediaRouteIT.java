package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Fault;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a later webhook tells of a media that is not stored yet is taken over. */
class RefreshedMediaRouteIT extends MediaRouteTest {

  @Test
  void anAddressThatComesDuringTheLastClimbIsTriedAtOnce() {
    STAND_IN.fault(Fault.hang(path("url")).times(1));
    STAND_IN.fault(Fault.status(path("url"), 410));
    evolutionHasNot();
    ObjectNode webhook = webhook("url");
    hub.post(webhook);
    UUID attachment = id(hub.attachment(instance, "PENDING"));
    Awaitility.await().until(() -> fetched("url") == 1);

    ((ObjectNode) webhook.at("/data/message"))
        .put("mediaUrl", STAND_IN.baseUrl() + path("mediaUrl"));
    hub.post(webhook);

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("mediaUrl");
    assertThat(JobRow.until(jdbc, KIND, attachment, JobRow::isDone).attempts()).isEqualTo(1);
  }
}
