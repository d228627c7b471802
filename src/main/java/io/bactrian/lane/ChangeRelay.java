package io.bactrian.lane;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.bactrian.chat.Change;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hands committed changes to the route that announces them to downstream systems, and publishes
 * what the route made of them. Where no queue is bound nearly all are dropped before they cost a
 * look into the database.
 */
@Component("changeRelay")
public class ChangeRelay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ChangeRelay.class);

  /** Of W3C Trace Context. */
  private static final String TRACE = "traceparent";

  private static final int PERSISTENT = 2;

  private final ProducerTemplate producer;
  private final ConfirmedQueue broker;
  private final Audience audience;
  private final long period;
  private volatile ScheduledExecutorService ticks;

  /**
   * @param room changes of one routing key that are held back at most while no queue is bound
   * @param period ms between two looks whether a queue is bound by now
   */
  ChangeRelay(
      ProducerTemplate producer,
      ConfirmedQueue broker,
      @Value("${bactrian.route-job.queue-size}") int room,
      @Value("${bactrian.publish.audience-period}") long period) {
    this.producer = producer;
    this.broker = broker;
    this.audience = new Audience(room);
    this.period = period;
  }

  @EventListener
  void relay(Change change) {
    if (change.routingKey() != null && audience.admits(change)) {
      hand(change);
    }
  }

  /** Publishes a change as JSON; those that were held back follow if somebody is bound for it. */
  public void publish(
      @Body String change,
      @Header(SpringRabbitMQConstants.ROUTING_OVERRIDE_KEY) String routingKey,
      @Header(TRACE) String trace) {
    BasicProperties properties =
        new BasicProperties.Builder()
            .contentType("application/json")
            .contentEncoding(StandardCharsets.UTF_8.name())
            .deliveryMode(PERSISTENT)
            .headers(trace == null ? Map.of() : Map.of(TRACE, trace))
            .build();
    long moment = audience.moment();
    boolean routed =
        broker.put(
            RabbitTopology.EVENTS,
            routingKey,
            properties,
            List.of(change.getBytes(StandardCharsets.UTF_8)));
    audience.answered(routingKey, routed, moment).forEach(this::hand);
  }

  private void hand(Change change) {
    try {
      producer.sendBody("seda:publish-change?discardWhenFull=true&failIfNoConsumers=false", change);
    } catch (RuntimeException e) {
      // The change is committed already: its announcement must not undo that.
      log.warn("{} of {} not published", change.routingKey(), change.id(), e);
    }
  }

  @Override
  public void start() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "change-audience");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        executor.scheduleWithFixedDelay(
            () -> audience.oldest().forEach(this::hand), period, period, MILLISECONDS);
    ticks = executor;
  }

  @Override
  public void stop() {
    ticks.shutdownNow();
    ticks = null;
  }

  @Override
  public boolean isRunning() {
    return ticks != null;
  }
}
