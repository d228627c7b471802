package io.bactrian.derive.tool;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * How much a process has computed. ffmpeg ends in the same way for whoever signals it, the kernel
 * whose limit it met or an operator: only its time tells one from the other.
 */
final class ComputingTime implements AutoCloseable {

  private static final long PERIOD_MILLIS = 100;

  /** Of the limit: between two looks several threads may compute. */
  private static final double NEARLY_ALL = 0.75;

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "derive-computing-time");
            thread.setDaemon(true);
            return thread;
          });

  private final ScheduledFuture<?> looks;
  private volatile Duration used = Duration.ZERO;

  ComputingTime(Process process) {
    looks =
        CLOCK.scheduleAtFixedRate(
            () -> process.info().totalCpuDuration().ifPresent(time -> used = time),
            PERIOD_MILLIS,
            PERIOD_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Whether it came so near that limit that nothing else is likely to have ended it. */
  boolean isUsedUp(long seconds) {
    return used.toMillis() >= seconds * TimeUnit.SECONDS.toMillis(1) * NEARLY_ALL;
  }

  @Override
  public void close() {
    looks.cancel(false);
  }
}
