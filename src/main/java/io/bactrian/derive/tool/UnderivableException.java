package io.bactrian.derive.tool;

/** The file's own fault: another attempt would end the same. The message is the reason. */
public final class UnderivableException extends Exception {

  public UnderivableException(String reason) {
    super(reason);
  }
}
