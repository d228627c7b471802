package io.bactrian.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.job.JobRef;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class LaneMessagesTest {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final JobRef REF = new JobRef(new UUID(1, 2), "send_message");

  private final ObjectMapper json = new ObjectMapper();
  private final LaneMessages messages = new LaneMessages(json);
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  @Test
  void aMessageIsTheJobsIdAndKindAndNothingElse() throws Exception {
    exchange.getMessage().setHeader("X-Anything", "else");

    messages.address(REF, exchange);

    assertThat(json.readTree(exchange.getMessage().getBody(String.class)))
        .isEqualTo(json.valueToTree(REF));
  }

  @Test
  void aTraceGoesWithItAndIsTakenUpByTheWorker() throws Exception {
    exchange.getMessage().setHeader("traceparent", TRACE);
    messages.address(REF, exchange);
    String message = exchange.getMessage().getBody(String.class);
    assertThat(json.readValue(message, JobRef.class)).isEqualTo(REF);

    Exchange worker = new DefaultExchange(exchange.getContext());
    worker.getMessage().setHeader("CamelRedis.Key", "lane");
    messages.take(message, worker);

    assertThat(worker.getMessage().getHeaders()).containsOnlyKeys("traceparent");
    assertThat(worker.getMessage().getHeader("traceparent")).isEqualTo(TRACE);
  }

  @Test
  void whatCameWithoutATraceHasNone() throws Exception {
    Exchange worker = new DefaultExchange(exchange.getContext());
    worker.getMessage().setHeader("CamelRedis.Key", "lane");

    messages.take(json.writeValueAsString(REF), worker);

    assertThat(worker.getMessage().getHeaders()).isEmpty();
  }
}
