package io.bactrian.chat;

import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Announces changes once they are committed, so that who hears of one can read it. */
@Component
public class Changes {

  private final ApplicationEventPublisher publisher;
  private final JdbcClient jdbc;

  public Changes(ApplicationEventPublisher publisher, JdbcClient jdbc) {
    this.publisher = publisher;
    this.jdbc = jdbc;
  }

  public void messageReceived(UUID id) {
    messageReceived(id, null);
  }

  /**
   * The same, which says how far the message is.
   *
   * @param status null where that has to be looked up
   */
  public void messageReceived(UUID id, MessageStatus status) {
    announceMessage("message.received", id, status);
  }

  public void messageStatus(UUID id) {
    messageStatus(id, null);
  }

  /**
   * The same, which says how far the message is.
   *
   * @param status null where that has to be looked up
   */
  public void messageStatus(UUID id, MessageStatus status) {
    announceMessage("message.status", id, status);
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

  /** With the status of now, or of two quick steps the second would be told twice. */
  private void announceMessage(String routingKey, UUID id, MessageStatus status) {
    announce(new Change("message", routingKey, id, status == null ? status(id) : status));
  }

  private MessageStatus status(UUID id) {
    return jdbc.sql("select status from message where id = :id")
        .param("id", id)
        .query(String.class)
        .optional()
        .map(MessageStatus::valueOf)
        .orElse(null);
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
