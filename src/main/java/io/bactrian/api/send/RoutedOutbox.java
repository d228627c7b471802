package io.bactrian.api.send;

import io.bactrian.api.http.IdempotencyConflict;
import io.bactrian.send.MessageToSend;
import io.bactrian.send.OutgoingMessages;
import io.bactrian.send.SendRequest;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Hands messages to the route {@code accept-message}. */
@Component
public class RoutedOutbox implements Outbox {

  private final ProducerTemplate producer;

  RoutedOutbox(ProducerTemplate producer) {
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
    OutgoingMessages.Accepted accepted;
    try {
      accepted =
          producer.requestBody("direct:accept-message", toSend, OutgoingMessages.Accepted.class);
    } catch (CamelExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    if (accepted.conflicting()) {
      throw new IdempotencyConflict();
    }
    return new Accepted(accepted.id(), accepted.repeated());
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
