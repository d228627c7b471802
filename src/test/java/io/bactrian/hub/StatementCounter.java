package io.bactrian.hub;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts what the driver sends to PostgreSQL, by the thread that sends it. */
final class StatementCounter extends Handler implements AutoCloseable {

  /** The driver's protocol: a sync ends what is sent at once, and an answer is waited for. */
  private static final String ROUND_TRIP = "FE=> Sync";

  private static final Logger DRIVER = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");

  private final Map<String, AtomicInteger> trips = new ConcurrentHashMap<>();
  private final Level level = DRIVER.getLevel();

  StatementCounter() {
    DRIVER.setUseParentHandlers(false);
    DRIVER.setLevel(Level.FINEST);
    DRIVER.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getMessage().contains(ROUND_TRIP)) {
      trips
          .computeIfAbsent(Thread.currentThread().getName(), name -> new AtomicInteger())
          .incrementAndGet();
    }
  }

  /** Round trips of the threads that do not act by the clock, as those who look who listens do. */
  int trips() {
    return byThread().values().stream().mapToInt(Integer::intValue).sum();
  }

  Map<String, Integer> byThread() {
    Map<String, Integer> counts = new TreeMap<>();
    trips.forEach(
        (name, count) -> {
          if (isWorker(name)) {
            counts.put(name, count.get());
          }
        });
    return counts;
  }

  /** Whether a thread of that name does not act by the clock, and is none of a test. */
  static boolean isWorker(String thread) {
    return !thread.matches(
        ".*(scheduler:|housekeeper|hub-|metrics|scheduling|watch|publish-change|awaitility|main).*");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    DRIVER.removeHandler(this);
    DRIVER.setLevel(level);
    DRIVER.setUseParentHandlers(true);
  }
}
