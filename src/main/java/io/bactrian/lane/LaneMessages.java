package io.bactrian.lane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.job.JobRef;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** What a lane carries of a job, and under which Redis key the fast lane keeps it. */
@Component("laneMessages")
public class LaneMessages {

  private final ObjectMapper json;

  public LaneMessages(ObjectMapper json) {
    this.json = json;
  }

  /** The Redis list of a kind; the braces keep a kind on one node of a Redis Cluster. */
  public static String redisKey(@ExchangeProperty("kind") String kind) {
    return "bactrian:{" + kind + "}:jobs";
  }

  /**
   * Makes the exchange ready for the router: body the lane's message, properties {@code ref} and
   * {@code kind}.
   */
  public void address(JobRef ref, Exchange exchange) throws JsonProcessingException {
    exchange.setProperty("ref", ref);
    exchange.setProperty("kind", ref.kind());
    exchange.getMessage().setBody(json.writeValueAsString(ref));
  }
}
