package io.bactrian.derive.tool;

/**
 * A program was ended from outside: by an operator, by the machine's lack of memory. That may be
 * the file's fault or not, so it is tried again, but not for ever.
 */
public final class DerivationBrokenOffException extends RuntimeException {

  public DerivationBrokenOffException(String reason) {
    super(reason);
  }
}
