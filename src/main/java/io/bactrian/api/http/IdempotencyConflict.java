package io.bactrian.api.http;

/**
 * An idempotency key came again with another message. The API answers 422, as the IETF draft of the
 * Idempotency-Key header has it: 409 would say that the same request may succeed later.
 */
public final class IdempotencyConflict extends RuntimeException {}
