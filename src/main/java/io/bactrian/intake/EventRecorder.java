package io.bactrian.intake;

import io.bactrian.decode.Decoded;
import io.bactrian.decode.Disposition;
import io.bactrian.decode.EnvelopeReader;
import io.bactrian.decode.NotUnderstoodException;
import io.bactrian.decode.RawEvent;
import io.bactrian.decode.WebhookDecoder;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import io.bactrian.memory.BodyCensus;
import io.bactrian.memory.DecodingBudget;
import io.bactrian.web.SpooledBody;
import io.bactrian.webhook.WebhookAnswer.Status;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records an event and all that follows from it in one transaction: event, conversation, message,
 * attachment and jobs.
 */
@Component("eventRecorder")
public class EventRecorder {

  private final EnvelopeReader reader;
  private final Inbox inbox;
  private final WebhookDecoder decoder;
  private final EventBook events;
  private final ItemRecorder items;
  private final JobLedger ledger;
  private final DecodingBudget budget;

  public EventRecorder(
      EnvelopeReader reader,
      Inbox inbox,
      WebhookDecoder decoder,
      EventBook events,
      ItemRecorder items,
      JobLedger ledger,
      DecodingBudget budget) {
    this.reader = reader;
    this.inbox = inbox;
    this.decoder = decoder;
    this.events = events;
    this.items = items;
    this.ledger = ledger;
    this.budget = budget;
  }

  /**
   * Records a new event.
   *
   * @throws NotUnderstoodException if nothing of it is understood
   */
  @Transactional(rollbackFor = Exception.class)
  public void record(@ExchangeProperty(ExchangeState.EVENT) RawEvent event, Exchange exchange)
      throws NotUnderstoodException {
    Decoded decoded = decoder.decode(event);
    if (decoded.disposition() == Disposition.IGNORED) {
      Inbox.answer(exchange, null, Status.ignored);
      return;
    }
    if (!events.keep(event)) {
      Inbox.answer(exchange, events.again(event.fingerprint()).orElse(null), Status.duplicate);
      return;
    }
    ItemRecorder.Recorded recorded = items.record(event.id(), decoded);
    if (!recorded.problems().isEmpty()) {
      events.park(event.id(), String.join("; ", recorded.problems()));
      Inbox.answer(exchange, event.id(), Status.parked);
    } else {
      Inbox.answer(exchange, event.id(), recorded.news() ? Status.accepted : Status.duplicate);
    }
  }

  /**
   * Takes a parked event in again.
   *
   * @throws NotUnderstoodException if it is still not understood
   * @throws io.bactrian.failure.InfrastructureFailureException if there is no memory to decode it
   *     in
   */
  @Transactional(rollbackFor = Exception.class)
  public void replay(@ExchangeProperty(ExchangeState.JOB) Job job, Exchange exchange)
      throws NotUnderstoodException, IOException {
    budget.take(BodyCensus.heapOfBytes(events.size(job.subject())), exchange);
    EventBook.Kept kept = open(job.subject(), exchange);
    Decoded decoded = decoder.decode(kept.id(), kept.name(), kept.raw());
    List<String> problems = items.record(kept.id(), decoded).problems();
    if (problems.isEmpty()) {
      events.state(kept.id(), "accepted", null);
      ledger.done(job);
    } else {
      ledger.park(job, String.join("; ", problems));
    }
  }

  /** The kept event; one that could not even be read when it came is read again. */
  private EventBook.Kept open(UUID id, Exchange exchange)
      throws NotUnderstoodException, IOException {
    EventBook.Kept kept =
        events
            .load(id)
            .orElseThrow(() -> new NotUnderstoodException("the event is not there any more"));
    try (SpooledBody body = SpooledBody.of(kept.raw())) {
      long heap = reader.heap(body);
      if (budget.exceeds(heap)) {
        throw new NotUnderstoodException(budget.excess(heap));
      }
      budget.take(heap, exchange);
      if (kept.opened()) {
        return kept;
      }
      RawEvent event = inbox.putAside(reader.read(id, body, kept.name()));
      events.reopened(event);
      return new EventBook.Kept(id, event.name(), true, event.bytes());
    }
  }
}
