package io.bactrian.webhook;

/** The body is, or says it is, larger than {@code bactrian.webhook.max-size}. */
public class PayloadTooLargeException extends RuntimeException {

  public PayloadTooLargeException(long limit) {
    super("the body is larger than " + limit + " bytes");
  }
}
