package io.bactrian.webhook;

import java.util.UUID;

/**
 * What the sender of a webhook is told.
 *
 * @param event the event's id; null if nothing was kept
 */
public record WebhookAnswer(UUID event, Status status) {

  /** What became of it. */
  public enum Status {
    /** Durable, work follows. */
    accepted,
    /** Known already. */
    duplicate,
    /** Asks nothing of us. */
    ignored,
    /** Kept raw, not understood. */
    parked
  }
}
