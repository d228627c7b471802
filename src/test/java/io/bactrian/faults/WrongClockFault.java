package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.embedded.standin.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub whose clock is not that of its servers. */
class WrongClockFault extends FaultTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"+1h", "-1h"})
  void everyMediaIsStoredInTimeOnAWrongClock(String shift) throws IOException {
    Optional<Path> library = library();
    if (library.isEmpty()) {
      FaultReport.line("skipped %s: no libfaketime, .ci/servers install", label());
    }
    assumeTrue(library.isPresent(), "no libfaketime: .ci/servers install");
    HubProcess hub =
        hub()
            .under(
                List.of(
                    "env",
                    "LD_PRELOAD=" + library.orElseThrow(),
                    "FAKETIME=" + shift,
                    "FAKETIME_DONT_FAKE_MONOTONIC=1",
                    "DONT_FAKE_MONOTONIC=1"))
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

  private static Optional<Path> library() throws IOException {
    Path root = Path.of("/usr/lib");
    try (Stream<Path> found =
        Files.find(
            root, 3, (path, file) -> path.getFileName().toString().equals("libfaketime.so.1"))) {
      return found.findFirst();
    }
  }
}
