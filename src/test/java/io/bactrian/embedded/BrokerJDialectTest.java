package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Binding.DestinationType;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.ExchangeBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;

class BrokerJDialectTest {

  private final BrokerJDialect dialect = new BrokerJDialect();

  @Test
  void aQuorumQueueBecomesTheOneKindThereIs() {
    Queue queue = translated(QueueBuilder.durable("job").quorum().deliveryLimit(20).build());
    assertThat(queue.getArguments()).isEmpty();
    assertThat(queue.isDurable()).isTrue();
  }

  @Test
  void aDeadLetterExchangeBecomesTheAlternateWhereTheKeyIsTheQueuesName() {
    Queue queue =
        translated(
            QueueBuilder.durable("job")
                .deadLetterExchange("dead")
                .deadLetterRoutingKey("job")
                .build());
    assertThat(queue.getArguments())
        .isEqualTo(Map.of("alternateBinding", Map.of("destination", "dead")));
  }

  @Test
  void theDefaultExchangeDeadLettersStraightToTheQueueOfTheKey() {
    Queue queue =
        translated(
            QueueBuilder.durable("job")
                .deadLetterExchange("")
                .deadLetterRoutingKey("job.dead")
                .build());
    assertThat(queue.getArguments())
        .isEqualTo(Map.of("alternateBinding", Map.of("destination", "job.dead")));
  }

  @Test
  void aDeadLetterKeyThatCannotBeSaidIsRefused() {
    Queue queue =
        QueueBuilder.durable("job").deadLetterExchange("dead").deadLetterRoutingKey("else").build();
    assertThatThrownBy(() -> dialect.apply(queue))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("job")
        .hasMessageContaining("else");
  }

  @Test
  void anArgumentWithoutCounterpartIsRefusedByName() {
    Queue queue = QueueBuilder.durable("job").withArgument("x-expires", 1000).build();
    assertThatThrownBy(() -> dialect.apply(queue))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x-expires")
        .hasMessageContaining("job");
  }

  @Test
  void aTimeToLiveGoesToTheAlternateWhereThereIsOne() {
    Queue queue =
        translated(
            QueueBuilder.durable("retry")
                .ttl(2000)
                .deadLetterExchange("")
                .deadLetterRoutingKey("job")
                .build());
    assertThat(queue.getArguments())
        .containsEntry("maximumMessageTtl", 2000L)
        .containsEntry("expiryPolicy", "ROUTE_TO_ALTERNATE");
  }

  @Test
  void aLimitKeepsItsOverflow() {
    Queue refusing =
        translated(
            QueueBuilder.durable("a")
                .maxLength(5L)
                .overflow(QueueBuilder.Overflow.rejectPublish)
                .build());
    Queue dropping = translated(QueueBuilder.durable("b").maxLengthBytes(500).build());
    assertThat(refusing.getArguments())
        .isEqualTo(Map.of("maximumQueueDepthMessages", 5L, "overflowPolicy", "REJECT"));
    assertThat(dropping.getArguments())
        .isEqualTo(Map.of("maximumQueueDepthBytes", 500L, "overflowPolicy", "RING"));
  }

  @Test
  void anAlternateExchangeBecomesTheAlternateBinding() {
    DirectExchange exchange = ExchangeBuilder.directExchange("jobs").alternate("unrouted").build();
    dialect.apply(exchange);
    assertThat(exchange.getArguments())
        .isEqualTo(Map.of("alternateBinding", Map.of("destination", "unrouted")));
  }

  @Test
  void anExchangeCannotBeBoundToAnExchange() {
    Binding binding = new Binding("to", DestinationType.EXCHANGE, "from", "key", Map.of());
    assertThatThrownBy(() -> dialect.apply(binding)).hasMessageContaining("from");
  }

  private Queue translated(Queue queue) {
    return (Queue) dialect.apply(queue);
  }
}
