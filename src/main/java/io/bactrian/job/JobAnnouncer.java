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
    announce(new JobChanged(id));
  }

  /** The first job of a line is settled; null for a job that stands in none. */
  void settled(UUID line) {
    if (line != null) {
      announce(new LineMoved(line));
    }
  }

  private void announce(Object event) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      publisher.publishEvent(event);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            publisher.publishEvent(event);
          }
        });
  }
}
