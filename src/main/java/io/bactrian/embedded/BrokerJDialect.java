package io.bactrian.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.amqp.core.AbstractExchange;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.DeclarableCustomizer;
import org.springframework.amqp.core.Queue;

/**
 * Says RabbitMQ's declaration arguments in the words of the embedded broker, so that the topology
 * is written once. What has no counterpart and would change what happens to a message is refused by
 * name; what only concerns replication or poison counting is dropped.
 *
 * <p>Seen are the declarables that {@code RabbitAdmin} declares, not what a client declares by
 * itself.
 */
final class BrokerJDialect implements DeclarableCustomizer {

  /**
   * The embedded broker is one node with one kind of queue, and it counts no deliveries: a message
   * put back for ever comes back for ever.
   */
  private static final Set<String> DROPPED =
      Set.of(
          "x-queue-type",
          "x-queue-mode",
          "x-queue-version",
          "x-queue-leader-locator",
          "x-quorum-initial-group-size",
          "x-quorum-target-group-size",
          "x-delivery-limit",
          "x-dead-letter-strategy",
          "x-overflow");

  @Override
  public Declarable apply(Declarable declarable) {
    if (declarable instanceof Queue queue) {
      return translate(queue);
    }
    if (declarable instanceof AbstractExchange exchange) {
      Object alternate = exchange.removeArgument("alternate-exchange");
      if (alternate != null) {
        exchange.addArgument("alternateBinding", destination(alternate));
      }
    }
    if (declarable instanceof Binding binding && !binding.isDestinationQueue()) {
      throw new IllegalArgumentException(
          "The embedded broker cannot bind exchange "
              + binding.getDestination()
              + " to exchange "
              + binding.getExchange());
    }
    return declarable;
  }

  private static Queue translate(Queue queue) {
    Map<String, Object> arguments = new LinkedHashMap<>(queue.getArguments());
    Map<String, Object> translated = new LinkedHashMap<>();
    Object deadLetter = arguments.remove("x-dead-letter-exchange");
    Object routingKey = arguments.remove("x-dead-letter-routing-key");
    if (deadLetter != null) {
      translated.put("alternateBinding", alternate(queue.getName(), deadLetter, routingKey));
    }
    Object ttl = arguments.remove("x-message-ttl");
    if (ttl instanceof Number millis) {
      translated.put("maximumMessageTtl", millis.longValue());
      translated.put("expiryPolicy", deadLetter == null ? "DELETE" : "ROUTE_TO_ALTERNATE");
    }
    limits(arguments, translated);
    Object priorities = arguments.remove("x-max-priority");
    if (priorities instanceof Number highest) {
      translated.put("x-qpid-priorities", highest.intValue() + 1);
    }
    Object single = arguments.remove("x-single-active-consumer");
    if (single != null) {
      translated.put("x-single-active-consumer", single);
    }
    arguments.keySet().removeAll(DROPPED);
    if (!arguments.isEmpty()) {
      throw new IllegalArgumentException(
          "The embedded broker has no counterpart for "
              + arguments.keySet()
              + " of queue "
              + queue.getName());
    }
    return new Queue(
        queue.getName(), queue.isDurable(), queue.isExclusive(), queue.isAutoDelete(), translated);
  }

  /**
   * A dead letter keeps its routing key here. That is the wanted key where messages reach the queue
   * by its own name and are dead-lettered by it; another key cannot be said.
   */
  private static Map<String, Object> alternate(String queue, Object exchange, Object routingKey) {
    if (exchange.equals("")) {
      return destination(routingKey == null ? queue : routingKey);
    }
    if (routingKey != null && !routingKey.equals(queue)) {
      throw new IllegalArgumentException(
          "The embedded broker dead-letters with the message's own routing key: queue "
              + queue
              + " cannot ask for "
              + routingKey
              + " at "
              + exchange);
    }
    return destination(exchange);
  }

  private static void limits(Map<String, Object> arguments, Map<String, Object> translated) {
    Object overflow = arguments.get("x-overflow");
    Object messages = arguments.remove("x-max-length");
    Object bytes = arguments.remove("x-max-length-bytes");
    if (messages instanceof Number count) {
      translated.put("maximumQueueDepthMessages", count.longValue());
    }
    if (bytes instanceof Number count) {
      translated.put("maximumQueueDepthBytes", count.longValue());
    }
    if (messages != null || bytes != null) {
      translated.put("overflowPolicy", "reject-publish".equals(overflow) ? "REJECT" : "RING");
    }
  }

  private static Map<String, Object> destination(Object name) {
    return Map.of("destination", name);
  }
}
