package io.bactrian.job;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/**
 * The jobs that this copy is really working on. A claim in the ledger without one is a leftover, as
 * when the database was away at the moment a job should have been put back.
 */
@Component
public class JobsInHand {

  private final Set<UUID> ids = ConcurrentHashMap.newKeySet();

  /** Takes a job in hand until the exchange is complete; false if it is in hand already. */
  boolean take(UUID id, Exchange exchange) {
    if (!ids.add(id)) {
      return false;
    }
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange completed) {
                ids.remove(id);
              }
            });
    return true;
  }

  UUID[] ids() {
    return ids.toArray(UUID[]::new);
  }
}
