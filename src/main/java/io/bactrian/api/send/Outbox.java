package io.bactrian.api.send;

import io.bactrian.api.http.IdempotencyConflict;
import io.bactrian.send.Numbers;
import io.bactrian.send.OutgoingMessage;
import io.bactrian.send.OutgoingMessages;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Takes messages to be sent. */
@Component
public class Outbox {

  private final OutgoingMessages messages;
  private final Numbers numbers;
  private final ProducerTemplate producer;

  public Outbox(OutgoingMessages messages, Numbers numbers, ProducerTemplate producer) {
    this.messages = messages;
    this.numbers = numbers;
    this.producer = producer;
  }

  /**
   * Accepts a message: once this returns it is durable and will be sent or parked.
   *
   * @param idempotencyKey null if the sender gave none; a key seen before leads to the message that
   *     was accepted then
   * @throws IdempotencyConflict if the key came with a message of another {@link
   *     OutgoingMessage#fingerprint} before
   */
  public OutgoingMessages.Accepted accept(OutgoingMessage message, String idempotencyKey) {
    OutgoingMessages.Accepted accepted = messages.accept(resolved(message), idempotencyKey);
    if (accepted.conflicting()) {
      throw new IdempotencyConflict();
    }
    return accepted;
  }

  /** Only a number that is spelled in two ways, and not known yet, is asked for at Evolution. */
  private OutgoingMessage resolved(OutgoingMessage message) {
    return numbers.isUnknown(message)
        ? producer.requestBody("direct:resolve-number", message, OutgoingMessage.class)
        : numbers.resolved(message);
  }
}
