package io.bactrian.media;

import io.bactrian.failure.FailureKind;
import io.bactrian.failure.KnownFailure;
import java.time.Duration;

/**
 * The source of the media cannot serve it now: a network failure, a timeout, 5xx, 408, 425 or 429.
 * The same rung is tried again later. What asks to be left alone for a time is a {@link
 * SourceBusyException}.
 *
 * <p>The message is the reason for an operator: short, without keys and without a URL's query.
 */
public class SourceUnavailableException extends RuntimeException implements KnownFailure {

  private final Duration retryAfter;

  /**
   * @param retryAfter how long the source asks to be left alone, or null if it did not say
   */
  public SourceUnavailableException(String reason, Duration retryAfter) {
    this(reason, retryAfter, null);
  }

  public SourceUnavailableException(String reason, Duration retryAfter, Throwable cause) {
    super(reason, cause);
    this.retryAfter = retryAfter;
  }

  /** How long the source asks to be left alone (already capped), or null if it did not say. */
  public Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public FailureKind kind() {
    return FailureKind.TEMPORARY;
  }
}
