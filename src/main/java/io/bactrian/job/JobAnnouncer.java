package io.bactrian.job;

import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Announces changes of the ledger once they are committed, so that who hears of one can read it.
 */
@Component
public class JobAnnouncer {

  private final ApplicationEventPublisher publisher;

  public JobAnnouncer(ApplicationEventPublisher publisher) {
    this.publisher = publisher;
  }

  void changed(UUID id) {
    afterCommit(() -> publisher.publishEvent(new JobChanged(id)));
  }

  /** The first job of a line is settled; null for a job that stands in none. */
  void settled(UUID line) {
    if (line != null) {
      afterCommit(() -> publisher.publishEvent(new LineMoved(line)));
    }
  }

  /** Does it once the current transaction is committed; at once where there is none. */
  void afterCommit(Runnable told) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      told.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            told.run();
          }
        });
  }
}
