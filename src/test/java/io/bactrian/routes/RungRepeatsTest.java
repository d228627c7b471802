package io.bactrian.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.failure.RungDeadException;
import io.bactrian.media.SourceBusyException;
import io.bactrian.media.SourceTooSlowException;
import io.bactrian.media.SourceUnavailableException;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How often one rung is tried in the same hands. */
class RungRepeatsTest {

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private RuntimeException failure;
  private int tried;

  @BeforeEach
  void routes() throws Exception {
    camel.getPropertiesComponent().addOverrideProperty("bactrian.redelivery.delay", "1");
    camel
        .getPropertiesComponent()
        .addOverrideProperty("bactrian.infrastructure.redelivery.delay", "1");
    camel
        .getPropertiesComponent()
        .addOverrideProperty("bactrian.infrastructure.redelivery.maximum-delay", "1");
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            PluginHelper.getResourceLoader(camel)
                .resolveResource("file:routes/step-errors.camel.yaml"));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:rung")
                .routeConfigurationId("step-errors")
                .process(
                    exchange -> {
                      tried++;
                      throw failure;
                    });
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new RungDeadException("HTTP 404"), 1),
        Arguments.of(new SourceBusyException("HTTP 429", null), 1),
        Arguments.of(new SourceTooSlowException("not done within PT10M", null), 1),
        Arguments.of(new SourceUnavailableException("HTTP 500", null), 3));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatTookAllOfItsTimeIsLeftToTheSchedule(RuntimeException thrown, int times) {
    failure = thrown;

    assertThatThrownBy(() -> camel.createProducerTemplate().sendBody("direct:rung", "x"))
        .hasCause(thrown);

    assertThat(tried).isEqualTo(times);
  }
}
