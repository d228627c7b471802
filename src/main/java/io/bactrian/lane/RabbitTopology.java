package io.bactrian.lane;

import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Lane;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.Binding;
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
 * The durable lane on the broker: a quorum queue for every durable kind, named as the kind, its
 * dead-letter queue, and an alternate exchange that catches what no queue takes. In Java since
 * Camel's YAML reader mangles queue arguments.
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
    for (JobKind kind : kinds.all()) {
      if (kind.lane() == Lane.durable) {
        declarables.addAll(queue(kind.name(), jobs, dead, settings));
      }
    }
    return new Declarables(declarables);
  }

  private static List<Declarable> queue(
      String kind, DirectExchange jobs, DirectExchange dead, LaneSettings settings) {
    Queue queue =
        QueueBuilder.durable(kind)
            .quorum()
            .deliveryLimit(settings.deliveryLimit())
            .deadLetterExchange(DEAD)
            .deadLetterRoutingKey(kind)
            .build();
    Queue letters = QueueBuilder.durable(kind + ".dead").quorum().build();
    Binding bound = BindingBuilder.bind(queue).to(jobs).with(kind);
    Binding buried = BindingBuilder.bind(letters).to(dead).with(kind);
    return List.of(queue, letters, bound, buried);
  }
}
