package io.bactrian.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.hub.HubTest;
import io.bactrian.lane.DurableLaneContainers;
import java.time.Duration;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.DefaultConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.beans.factory.annotation.Autowired;

class RouteWatchIT extends HubTest {

  /** Twice the interval at which it looks, and some. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Autowired private DurableLaneContainers containers;
  @Autowired private RouteWatch watch;
  @Autowired private AmqpAdmin rabbit;

  @AfterEach
  void started() throws Exception {
    camel.getRouteController().resumeRoute("accept-sheltered-event");
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept-sheltered-event", "send-message", "record-event"})
  void aRouteThatHasStoppedComesBack(String route) throws Exception {
    camel.getRouteController().stopRoute(route);
    assertThat(status(route)).isEqualTo(ServiceStatus.Stopped);

    await().atMost(PATIENCE).until(() -> status(route) == ServiceStatus.Started);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook_events", "accept_event"})
  void aConsumerThatGaveUpUnderItsRouteComesBack(String queue) {
    containers.container(queue).stop();
    assertThat(containers.container(queue).isRunning()).isFalse();

    await().atMost(PATIENCE).until(() -> rabbit.getQueueInfo(queue).getConsumerCount() > 0);
    assertThat(containers.container(queue).isRunning()).isTrue();
  }

  @Test
  void aRouteThatSomebodySuspendedIsLeft() throws Exception {
    camel.getRouteController().suspendRoute("accept-sheltered-event");

    watch.look();

    assertThat(status("accept-sheltered-event")).isEqualTo(ServiceStatus.Suspended);
    assertThat(containers.container("webhook_events").isRunning()).isFalse();
  }

  @Test
  void aConsumerThatIsJustBeingSuspendedIsLeft() throws Exception {
    DefaultConsumer consumer =
        (DefaultConsumer) camel.getRoute("accept-sheltered-event").getConsumer();
    consumer.suspend();
    try {
      watch.look();

      assertThat(containers.container("webhook_events").isRunning()).isFalse();
    } finally {
      consumer.resume();
    }
  }

  private ServiceStatus status(String route) {
    return camel.getRouteController().getRouteStatus(route);
  }
}
