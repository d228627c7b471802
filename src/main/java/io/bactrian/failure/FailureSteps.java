package io.bactrian.failure;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** What routes ask about the failure that they have caught. */
@Component("failureSteps")
public class FailureSteps {

  /** Whether content does not fit, and would not tomorrow. */
  public boolean isUnfit(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    return Failures.isUnfit(failure);
  }

  /** Whether the same may go well once the infrastructure is back. */
  public boolean isInfrastructure(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    return Failures.isInfrastructure(failure);
  }
}
