package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RepeatedlyKilledBrokerFault extends FaultTest {

  private static final int KILLS = 4;
  private static final int LONGEST_LIFE = 1_200;

  @Test
  void everyMediaIsStoredOnceThoughTheBrokerIsKilledAgainAndAgainWhileItConfirms() {
    long seed = System.nanoTime();
    FaultReport.line("seed of %s: %d", label(), seed);
    Random random = new Random(seed);
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(50)));
    HubProcess hub = hub().start();
    // A queue that was declared a moment ago may be dead after a kill of this broker.
    await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
    Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(40));
    for (int kill = 0; kill < KILLS; kill++) {
      Future<?> more = deliveries.delivering(hub::client, webhooks.images(60));
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_LIFE)).toNanos());
      servers.rabbit.kill();
      servers.rabbit.start();
      delivering = more;
    }
    awaitDone(delivering);
    finish(hub).checkAllStored();
  }
}
