package io.bactrian.embedded;

/** An embedded server cannot start, with what an operator can do about it. */
final class EmbeddedStartException extends RuntimeException {

  private final String action;

  EmbeddedStartException(String message, String action) {
    this(message, action, null);
  }

  EmbeddedStartException(String message, String action, Throwable cause) {
    super(message, cause);
    this.action = action;
  }

  /** One sentence in the imperative. */
  String action() {
    return action;
  }
}
