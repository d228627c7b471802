package io.bactrian.embedded;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for a server that has no other way to say that it is up. */
final class Await {

  private static final long PAUSE_MILLIS = 20;

  private Await() {}

  /** Asks again and again; the description ends the sentence "waited … for". */
  static void until(String what, Duration patience, BooleanSupplier condition)
      throws TimeoutException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new TimeoutException("waited " + patience + " for " + what);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
