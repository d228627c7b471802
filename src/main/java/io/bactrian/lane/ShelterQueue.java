package io.bactrian.lane;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ReturnListener;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.RabbitUtils;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The way into {@code webhook_events}. No ledger knows these events yet, so that a confirm is not
 * enough: the broker confirms what it could not route as well. In Java since Camel's producer can't
 * say {@code mandatory}.
 */
@Component("shelterQueue")
public class ShelterQueue {

  private static final Logger log = LoggerFactory.getLogger(ShelterQueue.class);

  /** Routes by the queue's name, and has no alternate exchange. */
  private static final String DEFAULT_EXCHANGE = "";

  private static final int PERSISTENT = 2;

  private final RabbitTemplate template;
  private final RabbitAdmin admin;
  private final long confirmTimeout;

  /**
   * @param confirmTimeout in ms
   */
  public ShelterQueue(
      ConnectionFactory broker,
      RabbitAdmin admin,
      @Value("${bactrian.publish.confirm-timeout}") long confirmTimeout) {
    this.template = new RabbitTemplate(broker);
    this.template.setUsePublisherConnection(true);
    this.admin = admin;
    this.confirmTimeout = confirmTimeout;
  }

  /**
   * Returns when the event lies in the queue, persistent and confirmed.
   *
   * @throws AmqpException if the broker is away, does not confirm in time, or has no such queue
   *     even after a new declaration
   */
  public void publish(@Body byte[] event, @Headers Map<String, Object> headers) {
    BasicProperties properties =
        new BasicProperties.Builder()
            .deliveryMode(PERSISTENT)
            .contentType("application/octet-stream")
            .headers(texts(headers))
            .build();
    if (put(event, properties)) {
      return;
    }
    log.warn("queue {} is gone: declaring everything again", RabbitTopology.WEBHOOK_EVENTS);
    admin.initialize();
    if (!put(event, properties)) {
      throw new AmqpException("no queue " + RabbitTopology.WEBHOOK_EVENTS);
    }
  }

  /** False if the broker gave it back. */
  private boolean put(byte[] event, BasicProperties properties) {
    return Boolean.TRUE.equals(template.execute(channel -> put(channel, event, properties)));
  }

  private boolean put(Channel channel, byte[] event, BasicProperties properties)
      throws IOException, InterruptedException, TimeoutException {
    AtomicBoolean returned = new AtomicBoolean();
    // What is given back comes before its confirm, on the same thread.
    ReturnListener listener = (code, reason, exchange, key, basic, body) -> returned.set(true);
    channel.addReturnListener(listener);
    boolean settled = false;
    try {
      channel.basicPublish(
          DEFAULT_EXCHANGE, RabbitTopology.WEBHOOK_EVENTS, true, properties, event);
      if (!channel.waitForConfirms(confirmTimeout)) {
        throw new AmqpException("the broker did not take it");
      }
      settled = true;
      return !returned.get();
    } finally {
      channel.removeReturnListener(listener);
      if (!settled) {
        // The next to use this channel would take a late confirm for its own.
        RabbitUtils.setPhysicalCloseRequired(channel, true);
      }
    }
  }

  private static Map<String, Object> texts(Map<String, Object> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getValue() instanceof String)
        .filter(header -> !header.getKey().startsWith("Camel"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
