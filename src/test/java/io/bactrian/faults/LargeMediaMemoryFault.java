package io.bactrian.faults;

import static io.bactrian.faults.MediaWebhooks.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.embedded.standin.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the size of media costs in memory. */
class LargeMediaMemoryFault extends FaultTest {

  private static final int AT_ONCE = 16;
  private static final Duration HELD = Duration.ofSeconds(5);
  private static final long SMALL = 50_000;
  private static final long LARGE = 50L << 20;

  /** MiB that large ones may cost in all, however large they are. */
  private static final long MOST = 64;

  private int number;

  @Test
  void largeMediaNeedLittleMoreMemoryThanSmallOnes() {
    HubProcess hub =
        hub(
                "bactrian.kinds[process_incoming_media].workers",
                String.valueOf(AT_ONCE),
                // All of them are of one instance, which begins with a part of the workers
                // otherwise.
                "bactrian.lane.instance-share",
                "1")
            .start();
    long small = run(hub, SMALL);
    run(hub, SMALL);
    small = Math.max(small, hub.peakMegabytes());
    long large = run(hub, LARGE);
    FaultReport.line(
        "memory %s: peak RSS %d MiB after %d media of %d kB, %d MiB after as many of %d MiB:"
            + " %d MiB more",
        label(), small, AT_ONCE, SMALL / 1_000, large, LARGE >> 20, large - small);
    assertThat(large - small).as("MiB more").isLessThanOrEqualTo(MOST);
    finish(hub).checkAllStored();
  }

  private long run(HubProcess hub, long size) {
    List<SentMedia> media = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      // Another length is another content.
      media.add(webhooks.video(size + number++));
    }
    int before = deliveries.accepted().size();
    // None of them begins before all have been asked for.
    servers.standIn.fault(Fault.delay(PATH, HELD));
    deliveries.deliverUntilAccepted(hub::client, media);
    await("all under way at once").atMost(PATIENCE).until(() -> underWay() == AT_ONCE);
    servers.standIn.clearFaults();
    awaitStored(hub, before + media.size());
    return hub.peakMegabytes();
  }

  private int underWay() {
    return count(
        "select count(*) from job where kind = 'process_incoming_media' and state = 'pending'"
            + " and claimed_by is not null");
  }
}
