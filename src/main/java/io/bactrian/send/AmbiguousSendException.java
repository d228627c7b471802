package io.bactrian.send;

/**
 * A message may have left: the call was interrupted or not answered, and Evolution knows no message
 * id of ours by which it could tell. Repeating it blindly could send it twice.
 */
public class AmbiguousSendException extends RuntimeException {

  public AmbiguousSendException(String reason) {
    super(reason);
  }
}
