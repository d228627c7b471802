package io.bactrian.evolution;

/** Something between us and Evolution gave up: Evolution itself may have done what was asked. */
public class GatewayFailureException extends TransientFailureException {

  public GatewayFailureException(String reason) {
    super(reason);
  }
}
