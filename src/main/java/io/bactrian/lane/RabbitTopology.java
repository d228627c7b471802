package io.bactrian.lane;

import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Binding.DestinationType;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.ExchangeBuilder;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The durable lane on the broker: a quorum queue for every durable kind, named as the kind, one for
 * those of its jobs that have to wait for others, its dead-letter queue, and an alternate exchange
 * that catches what no queue takes. In Java since Camel's YAML reader mangles queue arguments.
 */
@Configuration
public class RabbitTopology {

  /** Jobs by kind: the routing key is the kind's name. */
  public static final String JOBS = "bactrian.jobs";

  /** What the jobs exchange could not route; Camel's producer can't say {@code mandatory}. */
  public static final String UNROUTED = "bactrian.unrouted";

  /** What the broker itself rejects. */
  public static final String DEAD = "bactrian.dead";

  /** Announcements for downstream systems, by topic. */
  public static final String EVENTS = "bactrian.events";

  private static final String WAITING = ".waiting";

  /** Webhooks that came while the database was away, in the order in which they came. */
  public static final String WEBHOOK_EVENTS = "webhook_events";

  /** Jobs of a kind that exceed what their chat or instance may have at hand. */
  public static String waiting(String kind) {
    return kind + WAITING;
  }

  static boolean isWaiting(String queue) {
    return queue.endsWith(WAITING);
  }

  @Bean
  Declarables durableLane(JobKinds kinds, LaneSettings settings) {
    DirectExchange jobs =
        ExchangeBuilder.directExchange(JOBS).durable(true).alternate(UNROUTED).build();
    FanoutExchange unrouted = ExchangeBuilder.fanoutExchange(UNROUTED).durable(true).build();
    DirectExchange dead = ExchangeBuilder.directExchange(DEAD).durable(true).build();
    Queue unroutedQueue = QueueBuilder.durable(UNROUTED).quorum().build();
    List<Declarable> declarables =
        new ArrayList<>(
            List.of(
                unrouted,
                unroutedQueue,
                BindingBuilder.bind(unroutedQueue).to(unrouted),
                jobs,
                dead,
                ExchangeBuilder.topicExchange(EVENTS).durable(true).build()));
    // One consumer at a time keeps the order, however many copies of the program run.
    declarables.addAll(
        queue(
            builder(WEBHOOK_EVENTS, settings)
                .deliveryLimit(Integer.MAX_VALUE)
                .singleActiveConsumer()
                .build(),
            jobs,
            dead));
    for (JobKind kind : kinds.all()) {
      if (kind.lane() == Lane.durable) {
        declarables.addAll(queue(builder(kind.name(), settings).build(), jobs, dead));
        declarables.addAll(waiting(kind.name(), settings));
      }
    }
    return new Declarables(declarables);
  }

  private static QueueBuilder builder(String name, LaneSettings settings) {
    return QueueBuilder.durable(name)
        .quorum()
        .deliveryLimit(settings.deliveryLimit())
        .deadLetterExchange(DEAD)
        .deadLetterRoutingKey(name);
  }

  /** Reached by its name alone; what the broker rejects is a dead letter of the kind. */
  private static List<Declarable> waiting(String kind, LaneSettings settings) {
    Queue queue = builder(waiting(kind), settings).build();
    Binding buried =
        new Binding(kind + ".dead", DestinationType.QUEUE, DEAD, queue.getName(), Map.of());
    return List.of(queue, buried);
  }

  private static List<Declarable> queue(Queue queue, DirectExchange jobs, DirectExchange dead) {
    String name = queue.getName();
    Queue letters = QueueBuilder.durable(name + ".dead").quorum().build();
    Binding bound = BindingBuilder.bind(queue).to(jobs).with(name);
    Binding buried = BindingBuilder.bind(letters).to(dead).with(name);
    return List.of(queue, letters, bound, buried);
  }
}
