package io.bactrian.webhook;

/** No credentials, or none that are ours; says nothing of what was sent. */
public class UnauthorizedException extends RuntimeException {

  public UnauthorizedException(String message) {
    super(message);
  }
}
