package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PurgedQueueFault extends FaultTest {

  private static final int JOBS = 1_000;

  /** More than a copy takes out of its two queues until they are purged. */
  private static final int IN_HAND = 300;

  @Test
  void aThousandPurgedJobsAreStoredWithoutAnyoneActing() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofSeconds(15)));
    // Longer than the jobs take to arrive, or the ledger would publish the first ones again.
    HubProcess hub =
        hub(
                "bactrian.kinds[process_incoming_media].requeue-after",
                "30s",
                "bactrian.ledger.max-requeue-delay",
                "30s")
            .start();
    assertThat(deliveries.deliver(hub.client(), webhooks.images(JOBS + IN_HAND))).isEmpty();
    await("published")
        .atMost(PATIENCE)
        .until(() -> waiting(DurableLane.MEDIA) + waiting(DurableLane.MEDIA_WAITING) >= JOBS);
    int purged = purge(DurableLane.MEDIA) + purge(DurableLane.MEDIA_WAITING);
    FaultReport.line("%s: purged %d waiting jobs", label(), purged);
    assertThat(purged).isGreaterThanOrEqualTo(JOBS);
    assertThat(inDatabase("STORED")).isLessThanOrEqualTo(IN_HAND);
    servers.standIn.clearFaults();
    finish(hub).checkAllStored();
  }

  private int waiting(String queue) {
    return DurableLane.waiting(servers.rabbit.port(), queue);
  }

  private int purge(String queue) {
    return DurableLane.purge(servers.rabbit.port(), queue);
  }
}
