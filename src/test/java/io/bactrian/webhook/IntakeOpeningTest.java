package io.bactrian.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class IntakeOpeningTest {

  private ReadinessState readiness = ReadinessState.ACCEPTING_TRAFFIC;
  private final List<String> routes = new ArrayList<>(List.of("receive-webhook"));

  @Test
  void aWebhookPassesWhenItsRouteStands() throws Exception {
    assertThat(post("/webhooks/evolution").getStatus()).isEqualTo(200);
  }

  @Test
  void aWebhookBeforeTheStartIsDoneHasToComeAgain() throws Exception {
    readiness = ReadinessState.REFUSING_TRAFFIC;

    MockHttpServletResponse answer = post("/webhooks/evolution/messages-upsert");

    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("10");
    assertThat(answer.getContentType()).startsWith("application/problem+json");
  }

  @Test
  void aWebhookWithoutItsRouteHasToComeAgain() throws Exception {
    routes.clear();

    assertThat(post("/webhooks/evolution").getStatus()).isEqualTo(503);
  }

  private MockHttpServletResponse post(String path) throws Exception {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    CamelContext camel = new DefaultCamelContext();
    try {
      for (String route : routes) {
        camel.addRoutes(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:" + route).routeId(route).log("in");
              }
            });
      }
      camel.start();
      beans.addBean("camel", camel);
      IntakeOpening opening =
          new IntakeOpening(
              new Available(),
              beans.getBeanProvider(CamelContext.class),
              new WebhookMeter(new SimpleMeterRegistry()),
              Settings.byDefault());
      MockHttpServletResponse answer = new MockHttpServletResponse();
      new WebhookBodyFilter(
              opening,
              new WebhookHead(new WebhookAuthentication(Settings.byDefault())),
              null,
              Settings.byDefault())
          .doFilter(new MockHttpServletRequest("POST", path), answer, new MockFilterChain());
      return answer;
    } finally {
      camel.stop();
    }
  }

  private final class Available implements ApplicationAvailability {

    @Override
    public ReadinessState getReadinessState() {
      return readiness;
    }

    @Override
    public LivenessState getLivenessState() {
      return LivenessState.CORRECT;
    }

    @Override
    public <S extends AvailabilityState> S getState(Class<S> type, S other) {
      return other;
    }

    @Override
    public <S extends AvailabilityState> S getState(Class<S> type) {
      return null;
    }

    @Override
    public <S extends AvailabilityState> AvailabilityChangeEvent<S> getLastChangeEvent(
        Class<S> type) {
      return null;
    }
  }
}
