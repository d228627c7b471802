package io.bactrian.lane;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ReturnListener;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Puts messages into a queue so that they surely lie there. A confirm is not enough, since the
 * broker confirms what it could not route as well; Camel's producer can't say {@code mandatory}.
 */
@Component
class ConfirmedQueue {

  private static final Logger log = LoggerFactory.getLogger(ConfirmedQueue.class);

  /** Routes by the queue's name, and has no alternate exchange. */
  private static final String DEFAULT_EXCHANGE = "";

  private final RabbitTemplate template;
  private final RabbitAdmin admin;
  private final long confirmTimeout;

  /**
   * @param confirmTimeout in ms
   */
  ConfirmedQueue(
      ConnectionFactory broker,
      RabbitAdmin admin,
      @Value("${bactrian.publish.confirm-timeout}") long confirmTimeout) {
    this.template = new RabbitTemplate(broker);
    this.template.setUsePublisherConnection(true);
    this.admin = admin;
    this.confirmTimeout = confirmTimeout;
  }

  /**
   * Returns when all messages lie in the queue, persistent if their properties say so, and
   * confirmed.
   *
   * @throws AmqpException if the broker is away, does not confirm in time, or has no such queue
   *     even after a new declaration; some of them may lie there nevertheless
   */
  void put(String queue, BasicProperties properties, List<byte[]> messages) {
    if (tryPut(queue, properties, messages)) {
      return;
    }
    log.warn("queue {} is gone: declaring everything again", queue);
    admin.initialize();
    if (!tryPut(queue, properties, messages)) {
      throw new AmqpException("no queue " + queue);
    }
  }

  /** False if the broker gave one back. */
  private boolean tryPut(String queue, BasicProperties properties, List<byte[]> messages) {
    return put(DEFAULT_EXCHANGE, queue, properties, messages);
  }

  /**
   * Publishes to an exchange.
   *
   * @return false if the broker gave one back, since no queue is bound for it
   * @throws AmqpException if the broker is away or does not confirm in time
   */
  boolean put(String exchange, String key, BasicProperties properties, List<byte[]> messages) {
    return Boolean.TRUE.equals(
        template.execute(channel -> put(channel, exchange, key, properties, messages)));
  }

  private boolean put(
      Channel channel,
      String exchange,
      String key,
      BasicProperties properties,
      List<byte[]> messages)
      throws IOException, InterruptedException, TimeoutException {
    AtomicBoolean returned = new AtomicBoolean();
    // RabbitMQ gives it back before it confirms, and both come on the same thread.
    ReturnListener listener = (code, reason, name, queue, basic, body) -> returned.set(true);
    channel.addReturnListener(listener);
    boolean settled = false;
    try {
      for (byte[] message : messages) {
        channel.basicPublish(exchange, key, true, properties, message);
      }
      if (!channel.waitForConfirms(confirmTimeout) && !givenBack(channel, returned)) {
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

  /**
   * Whether the broker refused a message for want of a queue. The embedded broker refuses it first
   * and gives it back then; the answer to a question comes after both.
   */
  private static boolean givenBack(Channel channel, AtomicBoolean returned) throws IOException {
    channel.confirmSelect();
    return returned.get();
  }
}
