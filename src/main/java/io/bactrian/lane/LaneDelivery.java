package io.bactrian.lane;

import com.rabbitmq.client.Channel;
import io.bactrian.job.JobOwner;
import java.io.IOException;
import java.time.Duration;
import org.springframework.amqp.core.Message;

/**
 * A job that the broker delivered and that is not acknowledged.
 *
 * @param waited whether it came from the queue of those that wait
 * @param since when it came, by {@link System#nanoTime}
 */
record LaneDelivery(Message message, Channel channel, JobOwner owner, boolean waited, long since) {

  /** Else the broker has taken it back, and delivers it again. */
  boolean isValid() {
    return channel.isOpen();
  }

  boolean isOlderThan(Duration age) {
    return System.nanoTime() - since > age.toNanos();
  }

  void acknowledge() throws IOException {
    try {
      channel.basicAck(tag(), false);
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  /**
   * @param again whether it is delivered again; else it goes to the dead letters
   */
  void refuse(boolean again) throws IOException {
    channel.basicReject(tag(), again);
  }

  private long tag() {
    return message.getMessageProperties().getDeliveryTag();
  }
}
