package io.bactrian.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Times that were taken, by any thread. */
final class Latencies {

  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

  void add(Duration time) {
    nanos.add(time.toNanos());
  }

  void add(long time) {
    nanos.add(time);
  }

  /** Milliseconds that so many of a hundred took at most. */
  double millis(int percent) {
    List<Long> sorted = nanos.stream().sorted().toList();
    int index = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
    return sorted.get(Math.max(0, index)) / 1e6;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.2f ms, p99 %.2f ms (%d samples)", millis(50), millis(99), nanos.size());
  }
}
