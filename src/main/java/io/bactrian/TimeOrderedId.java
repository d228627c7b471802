package io.bactrian;

import java.util.UUID;

/**
 * Ids of rows, UUIDs of version 7: the time in milliseconds, then 74 random bits. Those of one hour
 * lie side by side in an index, so that writing touches its end and not all of its pages, of which
 * each would be written to PostgreSQL's log as a whole after every checkpoint.
 */
public final class TimeOrderedId {

  private static final long VERSION = 0x7000;
  private static final long RANDOM = 0x0fff;

  private TimeOrderedId() {}

  /** A new one. */
  public static UUID next() {
    return at(System.currentTimeMillis());
  }

  static UUID at(long millis) {
    UUID random = UUID.randomUUID();
    return new UUID(
        (millis << Short.SIZE) | VERSION | (random.getMostSignificantBits() & RANDOM),
        random.getLeastSignificantBits());
  }
}
