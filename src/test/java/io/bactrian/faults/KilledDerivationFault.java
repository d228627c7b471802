package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hub that is killed while it makes derivatives: they are made in the end, each once. */
class KilledDerivationFault extends FaultTest {

  private static final int IMAGES = 60;
  private static final int KILLS = 3;

  @Test
  void everyDerivativeIsMadeOnceAfterTheHubWasKilledWhileItMadeThem() {
    HubProcess hub = hub("bactrian.ledger.presumed-dead", "5s").start();
    assertThat(deliveries.deliver(hub.client(), images())).isEmpty();
    for (int kill = 1; kill <= KILLS; kill++) {
      int before = made();
      await("derivatives under way").atMost(PATIENCE).until(() -> deriving() > 0);
      await("some derivatives").atMost(PATIENCE).until(() -> made() > before || made() == IMAGES);
      hub.kill();
      FaultReport.line(
          "%s: killed with %d of %d made, %d in hand", label(), made(), IMAGES, deriving());
      assertThat(count("select count(*) from attachment where status <> 'STORED'"))
          .isLessThanOrEqualTo(IMAGES);
      hub.start();
    }
    await("all derivatives").atMost(PATIENCE).until(() -> made() == IMAGES);
    finish(hub).checkAllStored();
    assertThat(count("select count(*) from job where kind = 'derive_media'")).isEqualTo(IMAGES);
    assertThat(
            count(
                "select count(*) from job where kind = 'derive_media' and state = 'done'"
                    + " and attempts = 1"))
        .isEqualTo(IMAGES);
    assertThat(count("select count(*) from derivative where state = 'MADE'")).isEqualTo(IMAGES);
    assertThat(derivatives()).isEqualTo(IMAGES);
  }

  private List<SentMedia> images() {
    servers.standIn.fault(Fault.delay(MediaWebhooks.PATH, Duration.ofMillis(50)));
    return webhooks.images(IMAGES);
  }

  private int made() {
    return count("select count(*) from derivative where state = 'MADE'");
  }

  private int deriving() {
    return count("select count(*) from job where kind = 'derive_media' and claimed_by is not null");
  }

  private int derivatives() {
    return servers.objects.derivatives(settings().get("bactrian.s3.bucket"));
  }
}
