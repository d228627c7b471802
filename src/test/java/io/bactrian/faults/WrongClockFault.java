package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.embedded.standin.Fault;
import io.bactrian.faults.inside.ShiftedClock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub whose clock is not that of its servers. */
class WrongClockFault extends FaultTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PT1H", "PT-1H"})
  void everyMediaIsStoredInTimeOnAWrongClock(String shift) {
    HubProcess hub =
        hub("spring.main.sources", ShiftedClock.class.getName())
            .option("-D" + ShiftedClock.SHIFT + "=" + shift)
            .start();
    // Retried by the schedule, requeued after a purge, and brought back after a kill.
    servers.standIn.fault(Fault.status(PATH, 503));
    servers.standIn.fault(Fault.status("getBase64From", 503));
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(10));
    DurableLane.purge(servers.rabbit.port(), DurableLane.MEDIA);
    servers.standIn.clearFaults();
    servers.standIn.fault(Fault.delay(PATH, Duration.ofMillis(300)));
    deliveries.deliverUntilAccepted(hub::client, webhooks.images(30));
    hub.kill();
    hub.start();
    long began = System.nanoTime();
    finish(hub).checkAllStored();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
  }
}
