package io.bactrian.routes;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bactrian.evolution.Connections;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.failure.TransientFailureException;
import io.bactrian.job.FailedJobs;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failed job waits for its instance, or is settled by its own failure and no other. */
class FailJobTest {

  private static final EvolutionCall ASK =
      new EvolutionCall(
          "GET", "http://evolution.test/x", "key", null, Duration.ZERO, "acme", null, null);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Connections connections = mock(Connections.class);
  private final FailedJobs jobs = mock(FailedJobs.class);
  private final Exception failure = new TransientFailureException("HTTP 500");
  private Exception unasked;

  @BeforeEach
  void routes() throws Exception {
    camel.getRegistry().bind("connections", connections);
    camel.getRegistry().bind("failedJobs", jobs);
    for (String route : List.of("fail-job", "await-instance")) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              PluginHelper.getResourceLoader(camel)
                  .resolveResource("file:routes/" + route + ".camel.yaml"));
    }
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:call-evolution").errorHandler(noErrorHandler()).process(this::ask);
          }

          private void ask(Exchange exchange) throws Exception {
            if (unasked != null) {
              throw unasked;
            }
            exchange.getMessage().setBody(JsonNodeFactory.instance.objectNode());
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void aJobThatMadeNoCallIsSettled() throws IOException {
    fail();

    verify(jobs).settle(any(), eq(failure));
    verify(connections, never()).await(any(), any(), any());
  }

  @Test
  void oneWhoseInstanceIsNotConnectedWaits() throws IOException {
    when(connections.stateCall(any(), any(), any())).thenReturn(ASK);
    when(connections.isClosed(any())).thenReturn(true);

    fail();

    verify(connections).await(any(), any(), eq(failure));
    verify(jobs, never()).settle(any(), any());
  }

  @Test
  void oneWhoseInstanceIsConnectedIsSettled() throws IOException {
    when(connections.stateCall(any(), any(), any())).thenReturn(ASK);

    fail();

    verify(jobs).settle(any(), eq(failure));
  }

  @Test
  void oneOfAnEvolutionThatDoesNotTellIsSettledByItsOwnFailure() throws IOException {
    when(connections.stateCall(any(), any(), any())).thenReturn(ASK);
    unasked = new TransientFailureException("HTTP 404");

    fail();

    verify(jobs).settle(any(), eq(failure));
  }

  @Test
  void oneOfAnEvolutionThatIsAwayWaits() throws IOException {
    when(connections.stateCall(any(), any(), any())).thenReturn(ASK);
    unasked = new ConnectException("refused");
    when(connections.isAway(unasked)).thenReturn(true);

    fail();

    verify(connections).await(any(), any(), eq(failure));
    verify(jobs, never()).settle(any(), any());
  }

  private void fail() throws IOException {
    try (var producer = camel.createProducerTemplate()) {
      producer.sendBodyAndProperty("direct:fail-job", "{}", Exchange.EXCEPTION_CAUGHT, failure);
    }
  }
}
