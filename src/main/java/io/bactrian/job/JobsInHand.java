package io.bactrian.job;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/**
 * The jobs that this copy is really working on. A claim in the ledger without one is a leftover, as
 * when the database was away at the moment a job should have been put back.
 */
@Component
public class JobsInHand {

  private final Set<UUID> held = ConcurrentHashMap.newKeySet();

  /** Those the ledger is asked for now; by how many, since a lane may deliver one job twice. */
  private final Map<UUID, Integer> reachedFor = new ConcurrentHashMap<>();

  private UUID suspect;
  private long suspectSince;

  /** Reaches for a job, until {@link #hold} or {@link #letGo}; false if it is held already. */
  boolean reachFor(UUID id) {
    reachedFor.merge(id, 1, Integer::sum);
    if (held.contains(id)) {
      letGo(id);
      return false;
    }
    return true;
  }

  /**
   * Whether a job over which a copy died, and none of these, is in hand, for less than that time:
   * another such one has to wait, to find out which of them it was.
   */
  synchronized boolean hasSuspectBeside(Collection<UUID> ids, Duration alone) {
    return suspect != null
        && !ids.contains(suspect)
        && (held.contains(suspect) || reachedFor.containsKey(suspect))
        && System.nanoTime() - suspectSince < alone.toNanos();
  }

  /** Says of a job that is reached for that a copy died over it. */
  synchronized void suspect(UUID id) {
    suspect = id;
    suspectSince = System.nanoTime();
  }

  /** The ledger gave it: it is held until the exchange is complete. */
  void hold(UUID id, Exchange exchange, Runnable completed) {
    held.add(id);
    letGo(id);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                held.remove(id);
                completed.run();
              }
            });
  }

  /** The ledger did not give it. */
  void letGo(UUID id) {
    reachedFor.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
  }

  UUID[] ids() {
    return Stream.concat(held.stream(), reachedFor.keySet().stream()).toArray(UUID[]::new);
  }
}
