package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Who asked for no traces has none: neither a collector that is called nor spans that are made. */
class UntracedIT extends HubTest {

  @Autowired private ApplicationContext context;

  @Test
  void nothingOfOpenTelemetryIsStarted() {
    assertThat(context.getBeansOfType(OpenTelemetry.class)).isEmpty();
    assertThat(context.getBeansOfType(Tracer.class)).isEmpty();
  }

  @Test
  void noRouteIsTraced() {
    assertThat(camel.hasService(OpenTelemetryTracer.class)).isNull();
  }
}
