package io.bactrian.memory;

import java.io.IOException;

/** Somebody's answer is larger than any we read: it is given up, however much is still to come. */
public final class AnswerTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param limit in bytes
   */
  public AnswerTooLargeException(long limit) {
    super("answer larger than %d bytes".formatted(limit));
  }
}
