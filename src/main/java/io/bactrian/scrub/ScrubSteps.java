package io.bactrian.scrub;

import io.bactrian.flow.ExchangeState;
import io.bactrian.storage.ObjectState;
import io.bactrian.storage.StoredObjects;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The steps of the routes {@code scrub-media} and {@code scrub-one-media}. */
@Component("scrubSteps")
public class ScrubSteps {

  private final Scrub scrub;
  private final StoredObjects objects;
  private final ScrubSettings settings;

  public ScrubSteps(Scrub scrub, StoredObjects objects, ScrubSettings settings) {
    this.scrub = scrub;
    this.objects = objects;
    this.settings = settings;
  }

  /** The media that is due now; null if none is, the hub stops, or another copy is at one. */
  public ScrubbedMedia take(Exchange exchange) {
    return stops(exchange) ? null : scrub.take().orElse(null);
  }

  /** Reads it back. */
  public ObjectState compare(
      @ExchangeProperty(ExchangeState.MEDIA) ScrubbedMedia media, Exchange exchange) {
    return objects.compare(
        media.objectKey(),
        media.size(),
        media.sha256(),
        settings.rate().toBytes(),
        () -> stops(exchange));
  }

  /** It is what was stored. */
  public void intact(@ExchangeProperty(ExchangeState.MEDIA) ScrubbedMedia media) {
    scrub.intact(media);
  }

  /** It is not: it is pending again, and its ladder is climbed anew. */
  public void damaged(
      @ExchangeProperty(ExchangeState.MEDIA) ScrubbedMedia media, @Body ObjectState state) {
    scrub.damaged(media, state);
  }

  /** Nobody knows: it is read again later, in the end in the next round. */
  public void unreadable(
      @ExchangeProperty(ExchangeState.MEDIA) ScrubbedMedia media,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure,
      Exchange exchange) {
    scrub.unreadable(media, failure, stops(exchange));
  }

  private static boolean stops(Exchange exchange) {
    return exchange.getContext().isStopping();
  }
}
