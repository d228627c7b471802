package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LargeMediaFault extends FaultTest {

  private static final long SIZE = 300L << 20;

  @Test
  void aMediaLargerThanTheHeapIsStored() {
    HubProcess hub = hub().heap("256m").start();
    long before = hub.peakMegabytes();
    assertThat(deliveries.deliver(hub.client(), List.of(webhooks.video(SIZE)))).isEmpty();
    finish(hub).checkAllStored();
    FaultReport.line(
        "memory %s: media %d MiB, heap limit 256 MiB, peak RSS %d MiB (%d MiB when ready)",
        label(), SIZE >> 20, hub.peakMegabytes(), before);
  }
}
