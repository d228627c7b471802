package io.bactrian.media;

import java.time.Duration;

/**
 * The source of the media asks to be left alone: 429, or any answer with a {@code Retry-After}. It
 * is not asked again at once, as after other faults, but by the schedule, which keeps to that time.
 */
public final class SourceBusyException extends SourceUnavailableException {

  /**
   * @param retryAfter how long it asks to be left alone, or null if it did not say
   */
  public SourceBusyException(String reason, Duration retryAfter) {
    super(reason, retryAfter);
  }
}
