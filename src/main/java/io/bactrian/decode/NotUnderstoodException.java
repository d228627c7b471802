package io.bactrian.decode;

/**
 * A body or a part of it that can't be decoded. The event is kept and parked for it, never refused:
 * the message is the reason that people read beside it, so it quotes nothing of the body.
 */
public class NotUnderstoodException extends Exception {

  public NotUnderstoodException(String reason) {
    super(reason);
  }

  public NotUnderstoodException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
