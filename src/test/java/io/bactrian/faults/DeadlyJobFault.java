package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.faults.inside.CrashPoints;
import io.bactrian.faults.inside.DeadlyMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that ends every hub that works on it. */
class DeadlyJobFault extends FaultTest {

  private static final int MEDIA = 20;
  private static final int MOST_STARTS = 8;

  @TempDir private Path folder;

  @Test
  void isParkedAfterItEndedThreeHubsAndTheOthersAreStored() throws IOException {
    Path file = folder.resolve("deadly");
    HubProcess hub =
        hub(
                "spring.main.sources",
                DeadlyMedia.class.getName(),
                "bactrian.ledger.heartbeat",
                "1s",
                "bactrian.ledger.presumed-dead",
                "3s",
                "bactrian.ledger.suspect-time",
                "3s")
            .option("-D" + DeadlyMedia.FILE + "=" + file);
    hub.launch();
    Future<?> delivering = deliveries.delivering(hub::client, webhooks.images(MEDIA));
    int ends = 0;
    while (ends < MOST_STARTS && parked() == 0) {
      if (hub.exitWithin(Duration.ofMillis(200)).isPresent()) {
        assertThat(hub.exitWithin(Duration.ZERO)).hasValue(CrashPoints.HALTED);
        ends++;
        hub.launch();
      }
    }
    FaultReport.line("%s: ended %d hubs before it was parked", label(), ends);
    assertThat(ends).isEqualTo(3);
    hub.awaitReady();
    awaitDone(delivering);
    awaitStored(hub, MEDIA - 1);
    assertThat(count("select count(*) from attachment where status = 'PARKED'")).isEqualTo(1);
    Files.writeString(file, DeadlyMedia.NONE);
    assertThat(
            hub.client().apiPost("/api/parked/replay?kind=process_incoming_media", "").statusCode())
        .isEqualTo(202);
    await("stored after a replay")
        .atMost(PATIENCE)
        .until(() -> count("select count(*) from attachment where status = 'STORED'") == MEDIA);
    finish(hub).checkAllStored();
  }

  private int parked() {
    try {
      return count("select count(*) from job where state = 'parked'");
    } catch (IllegalStateException e) {
      // The first hub has not made its tables yet.
      return 0;
    }
  }
}
