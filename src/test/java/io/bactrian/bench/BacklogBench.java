package io.bactrian.bench;

import io.bactrian.embedded.standin.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * How quickly messages leave that wait already, all of one instance beside those of fifty. Prints
 * figures and asserts none: another machine has others.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BacklogBench {

  private static final int MESSAGES = 2_000;
  private static final int CHATS = 500;
  private static final int INSTANCES = 50;

  private BenchHub hub;

  @BeforeAll
  void start() throws InterruptedException {
    hub = new BenchHub();
    drain("warm-up", INSTANCES);
  }

  @AfterAll
  void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void aBacklogOfOneInstanceBesideOneOfFifty() throws InterruptedException {
    double fifty = drain("fifty", INSTANCES);
    double one = drain("one", 1);
    double again = drain("fifty again", INSTANCES);
    BenchReport.line(
        "backlog of one instance leaves at %.2f of the rate of %d instances (goal: >= 0.9)",
        one / ((fifty + again) / 2), INSTANCES);
  }

  /** Messages a second. */
  private double drain(String name, int instances) throws InterruptedException {
    hub.pauseSends();
    ExecutorService senders = Executors.newFixedThreadPool(8);
    for (int i = 0; i < MESSAGES; i++) {
      int number = i;
      senders.execute(
          () ->
              hub.client()
                  .post(
                      BenchClient.INSTANCE + number % CHATS % instances,
                      "1555042%04d".formatted(number % CHATS),
                      name + " of " + number));
    }
    senders.shutdown();
    senders.awaitTermination(5, TimeUnit.MINUTES);
    Instant begun = Instant.now();
    hub.resumeSends();
    List<Double> seconds =
        hub.awaitSent(name + " of ", MESSAGES, Duration.ofMinutes(10)).stream()
            .map(Call::at)
            .map(at -> Duration.between(begun, at).toMillis() / 1e3)
            .sorted()
            .toList();
    double last = seconds.get(MESSAGES - 1);
    BenchReport.line(
        "%s: %d messages to %d chats of %d instances, %.0f/s; half after %.1f s, 99 %% after"
            + " %.1f s, the last after %.1f s",
        name,
        MESSAGES,
        CHATS,
        instances,
        MESSAGES / last,
        seconds.get(MESSAGES / 2),
        seconds.get(MESSAGES * 99 / 100),
        last);
    return MESSAGES / last;
  }
}
