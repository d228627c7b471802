package io.bactrian.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamClientTest {

  private static final StreamEvent EVENT = new StreamEvent("job", "{}");

  private final AtomicInteger gone = new AtomicInteger();
  private final StreamClient client =
      new StreamClient(
          new StreamSettings(Duration.ofSeconds(15), 1, 2, 10, Duration.ofSeconds(3)),
          gone::incrementAndGet);

  @Test
  void oneThatFallsBehindTakesNoMore() {
    assertThat(client.offer(EVENT)).isTrue();
    assertThat(client.offer(EVENT)).isTrue();
    assertThat(client.offer(EVENT)).isFalse();
  }

  @Test
  void oneThatIsEndingNeedsNoMore() {
    client.close();
    for (int i = 0; i < 5; i++) {
      assertThat(client.offer(EVENT)).isTrue();
    }
  }

  @Test
  void onceClosedItEndsThoughItsBacklogIsFull() {
    client.offer(EVENT);
    client.offer(EVENT);
    client.close();
    client.run();
    assertThat(gone).hasValue(1);
  }
}
