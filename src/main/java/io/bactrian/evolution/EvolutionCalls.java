package io.bactrian.evolution;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Puts a call onto the exchange, for the route that makes it. */
@Component("evolutionCalls")
public class EvolutionCalls {

  public void apply(@ExchangeProperty("call") EvolutionCall call, Exchange exchange) {
    call.apply(exchange);
  }
}
