package io.bactrian.api.send;

import io.bactrian.api.http.IdempotencyConflict;
import io.bactrian.send.MessageToSend;
import io.bactrian.send.Numbers;
import io.bactrian.send.OutgoingMessages;
import io.bactrian.send.SendRequest;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Makes messages durable, each with its job in the ledger. */
@Component
public class LedgerOutbox implements Outbox {

  private final OutgoingMessages messages;
  private final Numbers numbers;
  private final ProducerTemplate producer;

  LedgerOutbox(OutgoingMessages messages, Numbers numbers, ProducerTemplate producer) {
    this.messages = messages;
    this.numbers = numbers;
    this.producer = producer;
  }

  @Override
  public Accepted accept(OutgoingMessage message, String idempotencyKey) {
    MessageToSend toSend =
        new MessageToSend(
            message.instance(),
            message.to(),
            message.kind(),
            request(message),
            message.media() == null ? null : message.media().content(),
            idempotencyKey,
            message.fingerprint());
    OutgoingMessages.Accepted accepted = messages.accept(resolved(toSend));
    if (accepted.conflicting()) {
      throw new IdempotencyConflict();
    }
    return new Accepted(accepted.id(), accepted.repeated());
  }

  /** Only a number that is spelled in two ways, and not known yet, is asked for at Evolution. */
  private MessageToSend resolved(MessageToSend message) {
    return numbers.isUnknown(message)
        ? producer.requestBody("direct:resolve-number", message, MessageToSend.class)
        : numbers.resolved(message);
  }

  private static SendRequest request(OutgoingMessage message) {
    OutgoingMessage.Media media = message.media();
    return new SendRequest(
        message.text(),
        media == null
            ? null
            : new SendRequest.Media(
                media.url() == null ? null : media.url().toString(),
                null,
                media.mimeType(),
                media.fileName(),
                media.caption(),
                media.ptt()),
        message.quoted(),
        message.delay() == null ? null : Math.toIntExact(message.delay().toMillis()),
        message.linkPreview(),
        message.mentioned(),
        message.mentionsEveryOne() ? true : null);
  }
}
