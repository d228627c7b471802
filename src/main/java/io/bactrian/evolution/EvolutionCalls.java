package io.bactrian.evolution;

import io.bactrian.flow.ExchangeState;
import java.time.Duration;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Puts a call onto the exchange, for the route that makes it. */
@Component("evolutionCalls")
public class EvolutionCalls {

  /** Timeouts are rounded up to this, for each of them is a client of its own. */
  private static final Duration STEP = Duration.ofSeconds(5);

  private final long responseTimeout;

  public EvolutionCalls(@Value("${bactrian.evolution.response-timeout-ms}") long responseTimeout) {
    this.responseTimeout = responseTimeout;
  }

  /**
   * Leaves the {@link MadeCall} in property {@code call}; its timeout follows the call's hold, and
   * is no longer than the patience of whoever waits for it.
   */
  public void apply(@Body EvolutionCall call, Exchange exchange) {
    call.apply(exchange);
    long steps = (call.hold().toMillis() + STEP.toMillis() - 1) / STEP.toMillis();
    long timeout = responseTimeout + steps * STEP.toMillis();
    exchange.setProperty(
        ExchangeState.CALL,
        new MadeCall(
            call.instance(),
            call.patience() == null ? timeout : Math.min(timeout, call.patience().toMillis())));
  }
}
