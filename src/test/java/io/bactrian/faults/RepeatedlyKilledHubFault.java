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

  private static final int KILLS = 10;
  private static final int LONGEST_LIFE = 1_500;

  @Test
  void everyMediaIsStoredOnceThoughTheHubIsKilledAtTenRandomMoments() {
    long seed = System.nanoTime();
    FaultReport.line("seed of %s: %d", label(), seed);
    Random random = new Random(seed);
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(150)));
    HubProcess hub = hub();
    Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(300));
    for (int kill = 0; kill < KILLS; kill++) {
      hub.start();
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_LIFE)).toNanos());
      hub.kill();
    }
    servers.standIn.clearFaults();
    hub.start();
    await("all delivered").atMost(PATIENCE).until(delivering::isDone);
    finish(hub).checkAllStored();
  }
}
