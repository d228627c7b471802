package io.bactrian.send;

/** As many messages of an instance as may wait to be sent are waiting. */
public class TooManyWaitingException extends RuntimeException {

  public TooManyWaitingException(String instance, int most) {
    super("%d messages of %s wait to be sent: no more are taken".formatted(most, instance));
  }
}
