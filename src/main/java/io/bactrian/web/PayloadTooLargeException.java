package io.bactrian.web;

import java.io.IOException;

/** A body is, or says it is, larger than its limit. */
public class PayloadTooLargeException extends IOException {

  /**
   * @param limit most bytes that are taken
   */
  public PayloadTooLargeException(long limit) {
    super("The body is larger than the limit of %d bytes.".formatted(limit));
  }
}
