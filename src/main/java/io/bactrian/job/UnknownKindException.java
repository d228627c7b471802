package io.bactrian.job;

/** A job's kind is not declared in the configuration. */
public class UnknownKindException extends RuntimeException {

  public UnknownKindException(String kind) {
    super("job kind '" + kind + "' is not declared in bactrian.kinds");
  }
}
