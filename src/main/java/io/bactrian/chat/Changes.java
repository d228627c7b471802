package io.bactrian.chat;

import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Announces changes once they are committed, so that who hears of one can read it. */
@Component
public class Changes {

  private final ApplicationEventPublisher publisher;

  public Changes(ApplicationEventPublisher publisher) {
    this.publisher = publisher;
  }

  public void messageReceived(UUID id) {
    announce(new Change("message", "message.received", id));
  }

  public void messageStatus(UUID id) {
    announce(new Change("message", "message.status", id));
  }

  public void attachmentStored(UUID id) {
    announce(new Change("attachment", "attachment.stored", id));
  }

  public void attachmentDerived(UUID id) {
    announce(new Change("attachment", "attachment.derived", id));
  }

  public void attachmentParked(UUID id) {
    announce(new Change("attachment", "attachment.parked", id));
  }

  public void conversationUpdated(UUID id) {
    announce(new Change("conversation", "conversation.updated", id));
  }

  private void announce(Change change) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      publisher.publishEvent(change);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            publisher.publishEvent(change);
          }
        });
  }
}
