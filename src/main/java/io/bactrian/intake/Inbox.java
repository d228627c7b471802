package io.bactrian.intake;

import io.bactrian.TimeOrderedId;
import io.bactrian.decode.EnvelopeReader;
import io.bactrian.decode.InlineMedia;
import io.bactrian.decode.NotUnderstoodException;
import io.bactrian.decode.RawEvent;
import io.bactrian.decode.UndecodableMediaException;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Correlation;
import io.bactrian.job.DatabaseWatch;
import io.bactrian.memory.BodyCensus;
import io.bactrian.memory.DecodingBudget;
import io.bactrian.storage.ObjectStorage;
import io.bactrian.web.SpooledBody;
import io.bactrian.webhook.WebhookAnswer;
import io.bactrian.webhook.WebhookAnswer.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Opens what came in, and puts its inline media aside before anything is recorded. */
@Component("inbox")
public class Inbox {

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  private final EnvelopeReader reader;
  private final EventBook events;
  private final ObjectStorage storage;
  private final DatabaseWatch database;
  private final DecodingBudget budget;

  public Inbox(
      EnvelopeReader reader,
      EventBook events,
      ObjectStorage storage,
      DatabaseWatch database,
      DecodingBudget budget) {
    this.reader = reader;
    this.events = events;
    this.storage = storage;
    this.database = database;
    this.budget = budget;
  }

  /**
   * Returns when there is memory to decode the body in, until the exchange is complete. Of one that
   * needs more than there is only the bytes are held, to be kept.
   *
   * @throws io.bactrian.failure.InfrastructureFailureException if there is none in time
   */
  public void admit(SpooledBody body, Exchange exchange) throws IOException {
    long heap = reader.heap(body);
    exchange.setProperty(ExchangeState.DECODING_HEAP, heap);
    budget.take(budget.exceeds(heap) ? BodyCensus.heapOfBytes(body.size()) : heap, exchange);
  }

  /**
   * Reads the envelope: sets properties {@code event} and {@code disposition} (relevant, ignored,
   * duplicate or unknown).
   */
  public void open(
      SpooledBody body,
      @ExchangeProperty(ExchangeState.PATH_EVENT) String pathEvent,
      Exchange exchange)
      throws IOException {
    open(TimeOrderedId.next(), body, pathEvent, exchange);
  }

  /** The same for a body that has its id already. */
  void open(UUID id, SpooledBody body, String pathEvent, Exchange exchange) throws IOException {
    RawEvent event;
    String disposition;
    if (exchange.getProperty(ExchangeState.DECODING_HEAP) == null) {
      admit(body, exchange);
    }
    long heap = exchange.getProperty(ExchangeState.DECODING_HEAP, Long.class);
    try {
      if (budget.exceeds(heap)) {
        throw new NotUnderstoodException(budget.excess(heap));
      }
      event = reader.read(id, body, pathEvent);
      disposition = event.disposition().name().toLowerCase(Locale.ROOT);
    } catch (NotUnderstoodException e) {
      budget.take(BodyCensus.heapOfBytes(body.size()), exchange);
      event = reader.asReceived(id, body, pathEvent);
      disposition = "unknown";
      exchange.setProperty(ExchangeState.REASON, e.getMessage());
    }
    settle(event, disposition, exchange);
  }

  /** Sets the properties of an event, after a look whether it came before. */
  void settle(RawEvent event, String disposition, Exchange exchange) {
    exchange.setProperty(ExchangeState.EVENT, event);
    Correlation.put(exchange, Correlation.EVENT, event.id());
    String settled = disposition;
    if (disposition.equals("ignored")) {
      answer(exchange, null, Status.ignored);
    } else {
      database.requireUp();
      // Without media to be put aside first, what is new says the transaction itself.
      Optional<UUID> known =
          event.inline().isEmpty() && settled.equals("relevant")
              ? Optional.empty()
              : events.again(event.fingerprint());
      if (known.isPresent()) {
        settled = "duplicate";
        answer(exchange, known.get(), Status.duplicate);
      }
    }
    exchange.setProperty(ExchangeState.DISPOSITION, settled);
  }

  /** A body that came by another way than a webhook. */
  public SpooledBody body(String json) {
    return SpooledBody.of(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts inline media into object storage; what is no base64 is dropped, other rungs remain. */
  public void putAside(@ExchangeProperty(ExchangeState.EVENT) RawEvent event, Exchange exchange)
      throws IOException {
    exchange.setProperty(ExchangeState.EVENT, putAside(event));
  }

  /** The same for an event at hand. */
  RawEvent putAside(RawEvent event) throws IOException {
    List<InlineMedia> undecodable = new ArrayList<>();
    for (InlineMedia media : event.inline()) {
      try {
        storage.putInline(media.objectKey(), media::open, media.decoded());
      } catch (UndecodableMediaException e) {
        log.info("event {}: inline media {} is no base64", event.id(), media.index());
        undecodable.add(media);
      }
    }
    return event.without(undecodable);
  }

  /** Keeps an event that is not understood. */
  public void park(
      @ExchangeProperty(ExchangeState.EVENT) RawEvent event,
      @ExchangeProperty(ExchangeState.REASON) String reason,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
      Exchange exchange) {
    // Without a reason of its own it was opened, and only its content does not fit.
    park(event, reason, failure, reason == null, exchange);
  }

  private void park(
      RawEvent event, String reason, Exception failure, boolean opened, Exchange exchange) {
    String why = reason == null ? String.valueOf(failure.getMessage()) : reason;
    // With a reason of its own it is not understood, whatever went wrong besides.
    if (reason == null && failure != null && !(failure instanceof NotUnderstoodException)) {
      log.warn("event {} could not be recorded and is parked", event.id(), failure);
      why = failure.getClass().getSimpleName();
    }
    if (events.park(event, why, opened)) {
      answer(exchange, event.id(), Status.parked);
    } else {
      answer(exchange, events.again(event.fingerprint()).orElse(null), Status.duplicate);
    }
  }

  /**
   * Keeps what the queue gave and nobody could take in, for whatever reason; a message that is no
   * event of ours as well. Just as the queue gave it: what came whole may not have got as far as
   * object storage with its media.
   *
   * @param fingerprint null of what came whole
   */
  public void parkSheltered(
      @Body byte[] bytes,
      @Header(Shelter.FINGERPRINT) String fingerprint,
      @ExchangeProperty(ExchangeState.EVENT) RawEvent opened,
      @ExchangeProperty(ExchangeState.REASON) String reason,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
      Exchange exchange)
      throws IOException {
    if (opened != null && fingerprint != null) {
      park(opened, reason, failure, true, exchange);
      return;
    }
    // The same id if it comes again.
    UUID id = opened == null ? UUID.nameUUIDFromBytes(bytes) : opened.id();
    RawEvent whole = reader.asReceived(id, SpooledBody.of(bytes), null);
    park(opened == null ? whole : whole.named(opened), reason, failure, false, exchange);
  }

  /**
   * Throws what was caught, as new: Camel asks no error handler about what one has given up before.
   */
  public void refuse(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure, Exchange exchange)
      throws Exception {
    ExchangeExtension marks = exchange.getExchangeExtension();
    marks.setFailureHandled(false);
    marks.setErrorHandlerHandled(null);
    throw failure;
  }

  /** Nothing to do: the answer is set already. */
  public void acknowledge(@ExchangeProperty(ExchangeState.ANSWER) WebhookAnswer answer) {
    log.debug("webhook {}", answer.status());
  }

  static void answer(Exchange exchange, UUID event, Status status) {
    exchange.setProperty(ExchangeState.ANSWER, new WebhookAnswer(event, status));
  }
}
