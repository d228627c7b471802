package io.bactrian.watch;

import io.bactrian.lane.DurableLaneContainers;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.springrabbit.SpringRabbitMQConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts again what has stopped while the program runs: a route, or a consumer of the durable lane
 * that gave up under a route that did not. Whoever wants a route to rest suspends it.
 */
@Component
public class RouteWatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RouteWatch.class);

  private final ObjectProvider<CamelContext> context;
  private final DurableLaneContainers containers;
  private volatile boolean running;

  /** Camel is asked for only once it runs: asking earlier would make it before its routes. */
  public RouteWatch(ObjectProvider<CamelContext> context, DurableLaneContainers containers) {
    this.context = context;
    this.containers = containers;
  }

  @Scheduled(
      fixedDelayString = "${bactrian.lane.recovery-interval:5s}",
      initialDelayString = "${bactrian.lane.recovery-interval:5s}")
  void look() {
    if (!running) {
      return;
    }
    CamelContext camel = context.getObject();
    if (camel.getStatus().isStarted()) {
      camel.getRoutes().forEach(route -> look(camel, route));
    }
  }

  private void look(CamelContext camel, Route route) {
    ServiceStatus status = camel.getRouteController().getRouteStatus(route.getId());
    try {
      if (status == ServiceStatus.Stopped) {
        log.warn("route {} has stopped: starting it again", route.getId());
        camel.getRouteController().startRoute(route.getId());
      } else if (status == ServiceStatus.Started
          && route.getConsumer() instanceof SpringRabbitMQConsumer consumer
          // Else it is just being suspended or stopped, before its route is.
          && consumer.isStarted()
          && containers.revive(consumer.getEndpoint().getQueues())) {
        log.warn("the consumer of route {} had stopped: started again", route.getId());
      }
    } catch (Exception e) {
      log.warn("route {} does not start, it is tried again", route.getId(), e);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Before the routes are stopped for good. */
  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
