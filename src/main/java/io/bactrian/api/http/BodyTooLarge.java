package io.bactrian.api.http;

import java.io.IOException;

/** A request body went over the limit while it was read. */
final class BodyTooLarge extends IOException {

  BodyTooLarge(long limit) {
    super("The body is larger than the limit of %d bytes.".formatted(limit));
  }
}
