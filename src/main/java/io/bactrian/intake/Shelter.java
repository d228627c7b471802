package io.bactrian.intake;

import io.bactrian.TimeOrderedId;
import io.bactrian.decode.Disposition;
import io.bactrian.decode.NotUnderstoodException;
import io.bactrian.decode.RawEvent;
import io.bactrian.failure.DatabaseFault;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.DatabaseWatch;
import io.bactrian.web.SpooledBody;
import io.bactrian.webhook.WebhookAnswer.Status;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Carries an event past a database that is away: into the durable queue {@code webhook_events}, and
 * from there back into the intake. Either store alone is enough to accept.
 */
@Component("shelter")
public class Shelter {

  private static final String ID = "event-id";
  private static final String NAME = "event-name";
  private static final String INSTANCE = "event-instance";

  /** Only of an event whose base64 was taken out; a body as received is read again. */
  static final String FINGERPRINT = "event-fingerprint";

  private final Inbox inbox;
  private final DatabaseWatch database;
  private final ShelterSettings settings;

  public Shelter(Inbox inbox, DatabaseWatch database, ShelterSettings settings) {
    this.inbox = inbox;
    this.database = database;
    this.settings = settings;
  }

  /**
   * Makes the event a message for the queue. Inline base64 goes to object storage; where that is
   * away as well, the body as received must fit the queue.
   *
   * @throws ShelterFullException if it does not
   */
  public void pack(
      @Body SpooledBody body,
      @ExchangeProperty(ExchangeState.EVENT) RawEvent event,
      @ExchangeProperty(ExchangeState.REASON) String reason,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
      Exchange exchange)
      throws IOException {
    database.note(failure);
    // What object storage did not take in its time a moment ago would only take that time again.
    boolean whole =
        event == null || reason != null || failure instanceof InfrastructureFailureException;
    byte[] opened = whole ? null : withoutBase64(event);
    long size = opened == null ? body.size() : opened.length;
    if (size > settings.maxEvent().toBytes()) {
      throw new ShelterFullException(size, failure);
    }
    UUID id = event == null ? TimeOrderedId.next() : event.id();
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(ID, id.toString());
    if (event != null) {
      message.setHeader(NAME, event.name());
      message.setHeader(INSTANCE, event.instance());
    }
    if (opened != null) {
      message.setHeader(FINGERPRINT, HexFormat.of().formatHex(event.fingerprint()));
    }
    message.setBody(opened == null ? body.bytes() : opened);
    Inbox.answer(exchange, id, Status.accepted);
  }

  private byte[] withoutBase64(RawEvent event) throws IOException {
    try {
      return inbox.putAside(event).bytes();
    } catch (InfrastructureFailureException e) {
      return null;
    }
  }

  /**
   * Whether a sheltered event waits for what is away, as do all behind it: the queue keeps the
   * order. An event that the database refuses again and again while it is there holds up nobody.
   *
   * @param tried how often, the first time included; may be null before it
   */
  public boolean isHeld(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
      @Header(Exchange.REDELIVERY_COUNTER) Integer tried) {
    boolean refused =
        failure instanceof DataAccessException || failure instanceof TransactionException;
    return failure instanceof InfrastructureFailureException
        || DatabaseFault.isPassing(failure)
        || (refused && (tried == null || tried < settings.attempts()));
  }

  /**
   * Makes the queue's message an event again, as if it came just now.
   *
   * @throws NotUnderstoodException if it was not put there by a hub
   */
  public void unpack(
      @Body byte[] bytes,
      @Header(ID) String id,
      @Header(NAME) String name,
      @Header(INSTANCE) String instance,
      @Header(FINGERPRINT) String fingerprint,
      Exchange exchange)
      throws IOException, NotUnderstoodException {
    UUID event = event(id, fingerprint);
    inbox.admit(SpooledBody.of(bytes), exchange);
    if (fingerprint == null) {
      inbox.open(event, SpooledBody.of(bytes), name, exchange);
      return;
    }
    RawEvent opened =
        new RawEvent(
            event,
            name,
            instance,
            Disposition.RELEVANT,
            HexFormat.of().parseHex(fingerprint),
            bytes,
            List.of());
    inbox.settle(opened, "relevant", exchange);
  }

  /** Who can write to the broker can put anything there. */
  private static UUID event(String id, String fingerprint) throws NotUnderstoodException {
    try {
      if (id != null && (fingerprint == null || HexFormat.of().parseHex(fingerprint).length > 0)) {
        return UUID.fromString(id);
      }
    } catch (IllegalArgumentException e) {
      // Said below, together with what is missing.
    }
    throw new NotUnderstoodException("no hub has put this aside");
  }
}
