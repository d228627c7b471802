package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.EvolutionStandIn;
import io.bactrian.embedded.standin.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** A first run with nothing but a JDK, killed in the middle of its work. */
class EmbeddedServersFault {

  private static final String NAME = "embeddedserversfault";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path data =
      Path.of("target", "faults", "data-" + ProcessHandle.current().pid()).toAbsolutePath();
  private final Deliveries deliveries = new Deliveries();
  private final MediaAudit audit = new MediaAudit(NAME, deliveries);
  private EvolutionStandIn standIn;
  private HubProcess hub;

  @BeforeEach
  void start() {
    QuietLogs.begin();
    standIn = new EvolutionStandIn(0);
    Map<String, String> settings = new HashMap<>(FaultSettings.quick());
    settings.putAll(FaultSettings.evolution(standIn));
    settings.put("bactrian.embedded.dir", data.toString());
    settings.put("bactrian.embedded.base-port", "0");
    hub = HubProcess.ofClasses(NAME, settings).start();
    FaultReport.line("start on embedded servers: %.1f s", hub.startTime().toMillis() / 1e3);
  }

  @AfterEach
  void end() throws IOException {
    // In order, for its servers outlive its kill.
    if (hub.isAlive()) {
      hub.terminate(Duration.ofMinutes(1));
    }
    hub.close();
    deliveries.close();
    standIn.close();
    FileSystemUtils.deleteRecursively(data);
  }

  @Test
  void everythingIsThereAgainAfterAKillWithJobsInEveryLane() {
    MediaWebhooks webhooks = new MediaWebhooks(standIn, NAME);
    assertThat(deliveries.deliver(hub.client(), webhooks.images(1))).isEmpty();
    audit.awaitStored(hub.client(), PATIENCE);

    standIn.fault(Fault.delay(PATH, Duration.ofMillis(1_500)));
    standIn.fault(Fault.delay("/message/", Duration.ofMillis(1_500)));
    standIn.fault(Fault.delay("/chat/fetchProfilePictureUrl/", Duration.ofSeconds(20)));
    SentTexts texts = new SentTexts(standIn, NAME);
    assertThat(deliveries.deliver(hub.client(), webhooks.images(40))).isEmpty();
    texts.send(hub.client(), 40);
    await("sends under way").atMost(PATIENCE).until(() -> texts.received() > 0);
    assertThat(pending("process_incoming_media")).isPositive();
    assertThat(pending("send_message")).isPositive();
    assertThat(pending("fetch_profile_pic")).isPositive();
    hub.kill();
    standIn.clearFaults();
    hub.start();

    audit.awaitStored(hub.client(), PATIENCE);
    texts.awaitSettled(hub.client(), PATIENCE);
    await("pictures fetched").atMost(PATIENCE).until(() -> pending("fetch_profile_pic") == 0);
    audit
        .ledger(
            "EmbeddedServersFault media",
            hub.client(),
            ObjectStore.hashesUnder(data.resolve("s3").resolve("bactrian")))
        .checkAllStored();
    Ledger sends = texts.ledger("EmbeddedServersFault sends", hub.client()).check();
    // Those in a worker's hand at the kill may have left: they are parked, not repeated.
    assertThat(sends.stored() + sends.parked()).isEqualTo(40);
    assertThat(sends.parked()).isLessThanOrEqualTo(9);
  }

  private int pending(String kind) {
    return hub.client().get("/api/jobs?state=pending&kind=" + kind).path("items").size();
  }
}
