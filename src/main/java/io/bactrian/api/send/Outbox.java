package io.bactrian.api.send;

import io.bactrian.api.http.IdempotencyConflict;
import java.util.UUID;

/** Takes messages to be sent. */
public interface Outbox {

  /**
   * Accepts a message: once this returns it is durable and will be sent or parked.
   *
   * @param idempotencyKey null if the sender gave none; a key seen before leads to the message that
   *     was accepted then
   * @throws IdempotencyConflict if the key came with a message of another {@link
   *     OutgoingMessage#fingerprint} before
   */
  Accepted accept(OutgoingMessage message, String idempotencyKey);

  /**
   * A message taken on.
   *
   * @param id of the message
   * @param repeated whether it was accepted before
   */
  record Accepted(UUID id, boolean repeated) {}
}
