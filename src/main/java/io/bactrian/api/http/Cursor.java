package io.bactrian.api.http;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * The last row of a page, by which the next page begins: rows that come or go in between neither
 * repeat nor hide others. Opaque to clients.
 *
 * @param at time by which the list is ordered, in whole microseconds as PostgreSQL keeps it
 * @param id tells rows of the same time apart
 */
public record Cursor(Instant at, UUID id) {

  private static final int BYTES = 3 * Long.BYTES;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  String encode() {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads a cursor.
   *
   * @param cursor as {@link #encode} made it; null or blank is the first page
   * @return null for the first page
   * @throws ApiProblem 400 if it is none of ours
   */
  static Cursor decode(String cursor) {
    if (cursor == null || cursor.isBlank()) {
      return null;
    }
    ByteBuffer bytes = bytes(cursor);
    if (bytes.remaining() != BYTES) {
      throw invalid();
    }
    Instant at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
    if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
      throw invalid();
    }
    return new Cursor(at, new UUID(bytes.getLong(), bytes.getLong()));
  }

  private static ByteBuffer bytes(String cursor) {
    try {
      return ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static ApiProblem invalid() {
    return ApiProblem.badRequest("'cursor' must be the 'next' of an earlier page.");
  }
}
