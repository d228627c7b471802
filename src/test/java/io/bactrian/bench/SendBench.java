package io.bactrian.bench;

import io.bactrian.embedded.standin.Call;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * How quick the fast lane is, beside the Redis it stands on, in one run on this machine. Prints
 * figures and asserts none: another machine has others.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SendBench {

  private static final int WARM_UP = 500;
  private static final int MESSAGES = 400;
  private static final int JOBS = 2_000;
  private static final int BACKLOG = 50_000;

  private BenchHub hub;

  @BeforeAll
  void start() {
    hub = new BenchHub();
    hub.openNoOp();
    hub.client().warmUp(WARM_UP);
  }

  @AfterAll
  void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void fromThePostToTheCallOfEvolution() throws InterruptedException {
    Map<String, Instant> posted = new HashMap<>();
    Pace pace = new Pace(20);
    for (int i = 0; i < MESSAGES; i++) {
      pace.await();
      String text = "measured " + i;
      posted.put(text, Instant.now());
      hub.client().post("1555040%04d".formatted(i % 100), text);
    }
    List<Call> calls = hub.awaitSent("measured", MESSAGES);
    Latencies latencies = new Latencies();
    calls.forEach(call -> latencies.add(Duration.between(posted.get(call.text()), call.at())));
    BenchReport.line("POST -> Evolution called, at 20/s: %s", latencies);
  }

  @Test
  void fromTheQueueToTheStart() throws InterruptedException {
    Latencies started = hub.noOp().begin(JOBS);
    Pace pace = new Pace(100);
    for (int i = 0; i < JOBS; i++) {
      pace.await();
      hub.noOp().publish();
    }
    hub.noOp().awaitDone(JOBS, Duration.ofMinutes(1));
    Latencies raw = hub.redis().roundTrips(JOBS, 100);
    BenchReport.line("queued -> started, at 100/s: %s", started);
    BenchReport.line("raw LPUSH -> BRPOP, at 100/s: %s", raw);
    BenchReport.line(
        "queued -> started p50 is %.1f x raw (goals: p50 <= 2 ms, <= 3 x raw)",
        started.millis(50) / raw.millis(50));
    BenchReport.line("queued -> started by the ledger's own times: %s", hub.noOp().ledgerWaits());
  }

  @Test
  void jobsASecond() throws IOException, InterruptedException {
    hub.noOp().pause();
    List<UUID> jobs = hub.noOp().fill(BACKLOG);
    hub.redis().push("no_op", jobs);
    hub.noOp().begin(BACKLOG);
    long begun = System.nanoTime();
    hub.noOp().resume();
    hub.noOp().awaitDone(BACKLOG, Duration.ofMinutes(5));
    double jobsPerSecond = BACKLOG / (Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1e3);
    double pushes = hub.redis().benchmark();
    BenchReport.line(
        "no-op jobs, %d done and in the ledger: %.0f/s; redis-benchmark LPUSH -c 50: %.0f/s;"
            + " ratio %.3f (goal: >= 0.1)",
        hub.noOp().done(BACKLOG), jobsPerSecond, pushes, jobsPerSecond / pushes);
  }
}
