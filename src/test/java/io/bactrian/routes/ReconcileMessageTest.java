package io.bactrian.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.failure.FailureSteps;
import io.bactrian.failure.InfrastructureFailureException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One message that no hub could take in does not hold up those behind it. */
class ReconcileMessageTest {

  /** Stands for the intake. */
  public static final class Inbox {
    private final List<String> parked = new ArrayList<>();

    public String body(String json) {
      return json;
    }

    public void refuse(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure)
        throws Exception {
      if (failure != null) {
        throw failure;
      }
    }

    public void park(Exchange exchange) {
      parked.add(exchange.getMessage().getBody(String.class));
    }
  }

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Inbox inbox = new Inbox();
  private final List<String> accepted = new ArrayList<>();
  private RuntimeException failure;

  @BeforeEach
  void route() throws Exception {
    camel.getRegistry().bind("inbox", inbox);
    camel.getRegistry().bind("failureSteps", new FailureSteps());
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:accept-event").errorHandler(noErrorHandler()).process(this::accept);
          }

          private void accept(Exchange exchange) {
            if (failure != null) {
              throw failure;
            }
            accepted.add(exchange.getMessage().getBody(String.class));
          }
        });
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            PluginHelper.getResourceLoader(camel)
                .resolveResource("file:routes/reconcile-message.camel.yaml"));
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void aMessageIsTakenInLikeAWebhook() {
    send("{}");

    assertThat(accepted).containsExactly("{}");
    assertThat(inbox.parked).isEmpty();
  }

  @Test
  void aMessageThatFailsAsNoneShouldIsParked() {
    failure = new IllegalStateException("a bug");

    send("{}");

    assertThat(inbox.parked).containsExactly("{}");
  }

  @Test
  void anInfrastructureFailureStopsThePage() {
    failure = new InfrastructureFailureException("S3 is away", null);

    assertThatThrownBy(() -> send("{}")).hasRootCause(failure);
    assertThat(inbox.parked).isEmpty();
  }

  private void send(String json) {
    try (var producer = camel.createProducerTemplate()) {
      producer.sendBody("direct:reconcile-message", json);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
