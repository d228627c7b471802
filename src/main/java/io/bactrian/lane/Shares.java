package io.bactrian.lane;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How many workers one instance, or one chat, may hold at once. It begins with a share of them and
 * gains one with each job that was quick, up to all; one that takes long throws it back to its
 * share, and then it has to be quick more often before it gains again. So whoever is quick may use
 * every worker, and whoever hangs leaves some to the others. Not safe for threads.
 */
final class Shares {

  /** Groups that are remembered though they hold nothing. */
  private static final int REMEMBERED = 4096;

  private static final int FIRST_DEBT = 8;
  private static final int LARGEST_DEBT = 256;

  /** A worker that is held. */
  static final class Held {
    private final String group;
    private final long since;

    private Held(String group, long since) {
      this.group = group;
      this.since = since;
    }
  }

  private final class Group {
    private final Set<Held> held = new LinkedHashSet<>();
    private int most = share;

    /** Quick ones that it needs before it gains a worker. */
    private int debt;

    private int free() {
      int limit = !held.isEmpty() && isLong(held.iterator().next()) ? share : most;
      return Math.max(0, limit - held.size());
    }

    private void learn(boolean tookLong) {
      if (tookLong) {
        most = share;
        debt = Math.min(LARGEST_DEBT, debt * 2 + FIRST_DEBT);
      } else if (debt > 0) {
        debt--;
      } else {
        most = Math.min(workers, most + 1);
      }
    }
  }

  private final int workers;
  private final int share;
  private final long longNanos;
  private final LongSupplier nanos;
  private final Map<String, Group> groups = new HashMap<>();

  /**
   * @param workers there are
   * @param share of them that jobs may hold that take long; at least one worker
   * @param longNanos from when on a job counts as one that takes long
   */
  Shares(int workers, double share, long longNanos, LongSupplier nanos) {
    this.workers = workers;
    this.share = Math.max(1, Math.min(workers, (int) Math.round(workers * share)));
    this.longNanos = longNanos;
    this.nanos = nanos;
  }

  /** Whether the group may hold one more; who belongs to none (an empty name) always may. */
  boolean isFree(String group) {
    Group known = groups.get(group);
    return known == null || group.isEmpty() || known.free() > 0;
  }

  /** How many workers a group may hold of which nothing is known. */
  int share() {
    return share;
  }

  /**
   * Of that number of workers, how many each group may have now, if it is not as many as one of
   * which nothing is known.
   */
  Map<String, Integer> others(int number) {
    int usual = Math.min(number, share);
    Map<String, Integer> others = new HashMap<>();
    groups.forEach(
        (group, known) -> {
          int free = Math.min(number, known.free());
          if (free != usual) {
            others.put(group, free);
          }
        });
    return others;
  }

  Held begin(String group) {
    Held held = new Held(group, nanos.getAsLong());
    if (!group.isEmpty()) {
      groups.computeIfAbsent(group, name -> new Group()).held.add(held);
    }
    return held;
  }

  void end(Held held) {
    Group group = groups.get(held.group);
    if (group != null && group.held.remove(held)) {
      group.learn(isLong(held));
      if (groups.size() > REMEMBERED) {
        groups.values().removeIf(each -> each.held.isEmpty());
      }
    }
  }

  private boolean isLong(Held held) {
    return nanos.getAsLong() - held.since > longNanos;
  }
}
