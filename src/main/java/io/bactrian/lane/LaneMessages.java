package io.bactrian.lane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.flow.ExchangeState;
import io.bactrian.job.JobRef;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** What a lane carries of a job, and under which Redis key the fast lane keeps it. */
@Component("laneMessages")
public class LaneMessages {

  /** Of W3C Trace Context: the header, and the field of a lane's message. */
  private static final String TRACE = "traceparent";

  /** A message has an id, a kind, an owner and a trace; in letters. */
  private static final int LONGEST = 2000;

  /** The same in bytes. */
  static final int LONGEST_BYTES = LONGEST * 4;

  private final ObjectMapper json;

  public LaneMessages(ObjectMapper json) {
    this.json = json;
  }

  /**
   * The Redis list of a kind's jobs that are of no instance, and of those of versions that know no
   * turns; the braces keep a kind on one node of a Redis Cluster.
   */
  public static String redisKey(String kind) {
    return "bactrian:{" + kind + "}:jobs";
  }

  /**
   * Makes the exchange ready for the router: body the lane's message, properties {@code ref} and
   * {@code kind}.
   */
  public void address(JobRef ref, Exchange exchange) throws JsonProcessingException {
    exchange.setProperty(ExchangeState.REF, ref);
    exchange.setProperty(ExchangeState.KIND, ref.kind());
    ObjectNode message = json.valueToTree(ref);
    Optional.ofNullable(exchange.getMessage().getHeader(TRACE, String.class))
        .ifPresent(trace -> message.put(TRACE, trace));
    exchange.getMessage().setBody(message.toString());
  }

  /**
   * Takes the lane's headers off a message. The worker of the job goes on with the trace of who
   * published it: Redis keeps no headers, so both lanes carry the trace in the message, if any.
   * What is none of our messages is left as it is, for the ledger to tell.
   */
  public void take(String body, Exchange exchange) {
    exchange.getMessage().removeHeaders("*");
    if (body.length() <= LONGEST && body.contains(TRACE)) {
      trace(body).ifPresent(trace -> exchange.getMessage().setHeader(TRACE, trace));
    }
  }

  private Optional<String> trace(String body) {
    try {
      return Optional.ofNullable(json.readTree(body).path(TRACE).asText(null));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
