package io.bactrian.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * One line a minute, at most, about something that strangers can make happen as often as they like.
 */
public final class RareLog {

  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String what;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /**
   * @param what the line's text, in front of how often it happened
   */
  public RareLog(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** It happened once more. */
  public void happened() {
    count.incrementAndGet();
    long due = next.get();
    long now = System.nanoTime();
    if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
      log.info("{}: {} since the last such line", what, count.getAndSet(0));
    }
  }
}
