package io.bactrian.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.bactrian.job.JobReady;
import io.bactrian.job.JobRef;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** A job that is ready goes to the router; whoever made it ready never hears of a failure. */
class JobRelayTest {

  private static final long PATIENCE = 10_000;

  private final CamelContext camel = new DefaultCamelContext();
  private final JobReady ready = new JobReady(new JobRef(UUID.randomUUID(), "send_message"));

  private final DefaultListableBeanFactory tracing = new DefaultListableBeanFactory();

  private JobRelay relay() {
    return new JobRelay(
        camel.createProducerTemplate(), tracing.getBeanProvider(ContextPropagators.class));
  }

  @BeforeEach
  void start() throws Exception {
    camel.start();
  }

  @AfterEach
  void stop() throws Exception {
    camel.stop();
  }

  @Test
  void itGoesOnWithTheTraceOfWhoMadeItReady() {
    tracing.registerSingleton(
        "propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
    SpanContext span =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());

    Context.root().with(Span.wrap(span)).wrap(() -> relay().relay(ready)).run();

    assertThat(
            camel
                .createConsumerTemplate()
                .receive("seda:route-job", PATIENCE)
                .getMessage()
                .getHeader("traceparent"))
        .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  @Test
  void aJobThatIsReadyGoesToTheRouter() {
    relay().relay(ready);

    assertThat(camel.createConsumerTemplate().receiveBody("seda:route-job", PATIENCE))
        .isEqualTo(ready.ref());
  }

  @Test
  void whatCannotBeHandedOverIsLeftToTheLedger() throws Exception {
    JobRelay relay = relay();
    camel.stop();

    assertThatCode(() -> relay.relay(ready)).doesNotThrowAnyException();
  }
}
