package io.bactrian.failure;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what somebody else can cause at will from filling the log: one line an interval each. */
public final class SparseLog {

  private record State(long lastNanos, long untold, boolean tell) {}

  private final long interval;
  private final Map<String, State> states = new ConcurrentHashMap<>();

  /**
   * @param interval between two lines on the same
   */
  public SparseLog(Duration interval) {
    this.interval = interval.toNanos();
  }

  /**
   * Counts one.
   *
   * @param what a word out of few: each is remembered
   * @return how many were not told since the last line, if it is time for one; else empty
   */
  public OptionalLong count(String what) {
    return count(what, System.nanoTime());
  }

  OptionalLong count(String what, long now) {
    long[] untold = new long[1];
    State state =
        states.compute(
            what,
            (key, known) -> {
              if (known == null || now - known.lastNanos() >= interval) {
                untold[0] = known == null ? 0 : known.untold();
                return new State(now, 0, true);
              }
              return new State(known.lastNanos(), known.untold() + 1, false);
            });
    return state.tell() ? OptionalLong.of(untold[0]) : OptionalLong.empty();
  }
}
