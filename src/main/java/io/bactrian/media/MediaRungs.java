package io.bactrian.media;

import io.bactrian.flow.ExchangeState;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The rungs as steps of a route, each for the attempt in the property {@code attempt}. */
@Component("mediaRungs")
public class MediaRungs {

  private final MediaFetch fetch;

  public MediaRungs(MediaFetch fetch) {
    this.fetch = fetch;
  }

  public MediaFile base64(@ExchangeProperty(ExchangeState.ATTEMPT) MediaAttempt attempt) {
    return fetch.inline(attempt.attachment().inlineKey(), attempt.expectation());
  }

  public MediaFile mediaUrl(@ExchangeProperty(ExchangeState.ATTEMPT) MediaAttempt attempt) {
    return fetch.plain(attempt.attachment().mediaUrl(), attempt.expectation());
  }

  public MediaFile url(@ExchangeProperty(ExchangeState.ATTEMPT) MediaAttempt attempt) {
    return fetch.encrypted(attempt.attachment().url(), attempt.expectation());
  }

  public MediaFile directPath(@ExchangeProperty(ExchangeState.ATTEMPT) MediaAttempt attempt) {
    return fetch.directPath(attempt.attachment().directPath(), attempt.expectation());
  }

  public MediaFile getBase64FromMediaMessage(
      @ExchangeProperty(ExchangeState.ATTEMPT) MediaAttempt attempt) {
    return fetch.evolution(
        attempt.origin().instance(),
        attempt.attachment().evolutionMessage(),
        attempt.expectation());
  }
}
