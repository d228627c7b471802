package io.bactrian.media;

/**
 * A download ran into the limit for the whole of it. The same source is not asked again at once, or
 * one file would hold a worker for as long as it is tried: the other rungs are, then the schedule
 * decides.
 */
public final class SourceTooSlowException extends SourceUnavailableException {

  public SourceTooSlowException(String reason, Throwable cause) {
    super(reason, null, cause);
  }
}
