package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.embedded.standin.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiredMediaFault extends FaultTest {

  private static final String EVOLUTION = "getBase64FromMediaMessage";
  private static final String[] LINKS = {"mediaUrl", "url", "directPath"};

  @Test
  void aMediaWhoseLinksAreGoneComesFromEvolutionOrIsParkedUntilOneReplay() {
    HubProcess hub = hub().start();
    servers.standIn.fault(Fault.status(PATH, 410));
    SentMedia recovered = webhooks.image(LINKS);
    deliveries.deliverUntilAccepted(hub::client, List.of(recovered));
    awaitStored(hub, 1);
    assertThat(audit.attachments(hub.client()).get(0).path("source").asText()).isEqualTo(EVOLUTION);

    servers.standIn.fault(Fault.status(EVOLUTION, 400));
    SentMedia parked = webhooks.expired().image(LINKS);
    deliveries.deliverUntilAccepted(hub::client, List.of(parked));
    await("parked").atMost(PATIENCE).until(() -> inDatabase("PARKED") == 1);
    assertThat(
            inDatabase(
                "PARKED' and media_key is not null and url is not null"
                    + " and direct_path is not null and media_url is not null"
                    + " and evolution_message is not null and status = 'PARKED"))
        .as("parked with its keys and links")
        .isEqualTo(1);
    FaultReport.line("%s: %s", label(), parked(hub));

    servers.standIn.clearFaults();
    assertThat(
            hub.client().apiPost("/api/parked/replay?kind=process_incoming_media", "").statusCode())
        .isEqualTo(202);
    finish(hub).checkAllStored();
  }

  private static String parked(HubProcess hub) {
    JsonNode job = hub.client().get("/api/parked?kind=process_incoming_media").at("/items/0");
    return job.path("reason").asText();
  }
}
