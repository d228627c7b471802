package io.bactrian.lane;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.springframework.stereotype.Component;

/** The way into {@code webhook_events}, of which no ledger knows yet. */
@Component("shelterQueue")
public class ShelterQueue {

  private static final int PERSISTENT = 2;

  private final ConfirmedQueue queues;

  ShelterQueue(ConfirmedQueue queues) {
    this.queues = queues;
  }

  /**
   * Returns when the event lies in the queue, persistent and confirmed.
   *
   * @throws org.springframework.amqp.AmqpException if the broker is away, does not confirm in time,
   *     or has no such queue even after a new declaration
   */
  public void publish(@Body byte[] event, @Headers Map<String, Object> headers) {
    BasicProperties properties =
        new BasicProperties.Builder()
            .deliveryMode(PERSISTENT)
            .contentType("application/octet-stream")
            .headers(texts(headers))
            .build();
    queues.put(RabbitTopology.WEBHOOK_EVENTS, properties, List.of(event));
  }

  private static Map<String, Object> texts(Map<String, Object> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getValue() instanceof String)
        .filter(header -> !header.getKey().startsWith("Camel"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
