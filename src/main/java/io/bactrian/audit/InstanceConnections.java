package io.bactrian.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionRequests;
import io.bactrian.evolution.RefusedCallException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Has Evolution connect an instance again. */
@Component("instanceConnections")
public class InstanceConnections {

  /**
   * What came of it.
   *
   * @param connection open or connecting; null if Evolution did not do it
   * @param unknown whether Evolution has no such instance
   * @param problem why it did not, or null
   */
  public record Outcome(String connection, boolean unknown, String problem) {}

  private final EvolutionRequests evolution;

  public InstanceConnections(EvolutionRequests evolution) {
    this.evolution = evolution;
  }

  /** The call for the instance in the body. */
  public EvolutionCall call(@Body String instance) {
    return evolution.get("instance/connect", instance);
  }

  /** One that is not paired answers with a code to scan: until then it is connecting. */
  public Outcome read(@Body JsonNode answer) {
    return new Outcome(answer.at("/instance/state").asText("connecting"), false, null);
  }

  /** Evolution refused, or did not answer. */
  public Outcome failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    boolean unknown = failure instanceof RefusedCallException refused && refused.status() == 404;
    return new Outcome(null, unknown, String.valueOf(failure.getMessage()));
  }
}
