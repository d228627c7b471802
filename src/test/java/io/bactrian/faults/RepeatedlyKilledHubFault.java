package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RepeatedlyKilledHubFault extends FaultTest {

  private static final int KILLS = Integer.getInteger("faults.kills", 20);

  /** After it was ready, and after its launch, in milliseconds. */
  private static final int LONGEST_LIFE = 1_500;

  private static final int LONGEST_START = 6_000;

  @Test
  void everyMediaIsStoredOnceThoughTheHubIsKilledAtManyRandomMoments() {
    long seed = System.nanoTime();
    FaultReport.line("seed of %s: %d", label(), seed);
    Random random = new Random(seed);
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(150)));
    HubProcess hub = hub();
    Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(KILLS * 10));
    for (int kill = 0; kill < KILLS; kill++) {
      boolean working = kill % 2 == 0;
      hub.launch();
      if (working) {
        hub.awaitReady();
      }
      int life = random.nextInt(working ? LONGEST_LIFE : LONGEST_START);
      LockSupport.parkNanos(Duration.ofMillis(life).toNanos());
      hub.kill();
    }
    servers.standIn.clearFaults();
    hub.start();
    await("all delivered").atMost(PATIENCE).until(delivering::isDone);
    FaultReport.line("%s: killed %d times", label(), KILLS);
    finish(hub).checkAllStored();
  }
}
