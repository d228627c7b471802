package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TerminatedHubFault extends FaultTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What the JVM answers when SIGTERM has ended it in order: 128 and the number of the signal. */
  private static final int ENDED_BY_SIGTERM = 143;

  @Test
  void aHubThatIsAskedToStopUnderLoadLosesNothingAndLeavesTheRestToTheNext() {
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(300)));
    HubProcess hub = hub().start();
    Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(150));
    awaitStored(hub, 20);
    long began = System.nanoTime();
    assertThat(hub.terminate(LIMIT)).isIn(0, ENDED_BY_SIGTERM);
    FaultReport.line("stopped under load in %.1f s", (System.nanoTime() - began) / 1e9);
    assertThat(inDatabase("STORED")).isLessThan(150);
    assertThat(claimed()).isZero();
    servers.standIn.clearFaults();
    hub.start();
    await("all delivered").atMost(PATIENCE).until(delivering::isDone);
    finish(hub).checkAllStored();
  }
}
