package io.bactrian.lane;

import com.rabbitmq.client.Channel;
import io.bactrian.job.JobOwner;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.component.springrabbit.CamelSimpleMessageListenerContainer;
import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;
import org.apache.commons.logging.LogFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.support.ContainerUtils;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Consumes a kind's queue, and that of its jobs that wait, into a window of deliveries, from which
 * workers take the next one whose turn it is. A delivery is acknowledged when its work is settled,
 * or when it lies in the queue of those that wait; what a stop finds not begun goes back to the
 * broker with the channel.
 */
final class FairContainer extends CamelSimpleMessageListenerContainer {

  private static final Logger log = LoggerFactory.getLogger(FairContainer.class);

  private final LaneWindow lane;
  private final int workers;
  private volatile FairWindow<LaneDelivery> window;
  private volatile WindowKeeper keeper;

  FairContainer(SpringRabbitMQEndpoint endpoint, LaneWindow lane) {
    super(endpoint);
    this.lane = lane;
    this.workers = endpoint.getConcurrentConsumers();
    String queue = endpoint.getQueues();
    setQueueNames(queue, RabbitTopology.waiting(queue));
    setConcurrentConsumers(1);
    setPrefetchCount(endpoint.getPrefetchCount());
    setAcknowledgeMode(AcknowledgeMode.MANUAL);
    setShutdownTimeout(endpoint.getComponent().getShutdownTimeout());
    setAutoDeclare(false);
  }

  /** Jobs at hand that no worker has begun. */
  int atHand() {
    FairWindow<LaneDelivery> current = window;
    return current == null ? 0 : current.size();
  }

  @Override
  protected void doStart() {
    String queue = getQueueNames()[0];
    FairWindow<LaneDelivery> fresh = lane.open();
    window = fresh;
    keeper = lane.keeper(queue, fresh);
    CustomizableThreadFactory factory =
        new CustomizableThreadFactory("durable-lane-" + queue + "-");
    factory.setDaemon(true);
    ExecutorService threads = Executors.newCachedThreadPool(factory);
    for (int i = 0; i < workers; i++) {
      threads.execute(() -> work(fresh));
    }
    threads.execute(keeper);
    threads.shutdown();
    try {
      super.doStart();
    } catch (RuntimeException e) {
      end(0);
      throw e;
    }
  }

  /** A delivery came: it waits in the window for its turn. */
  @Override
  protected void executeListener(Channel channel, Object data) {
    Message message = readable((Message) data);
    JobOwner owner = lane.owner(message);
    boolean waited = RabbitTopology.isWaiting(message.getMessageProperties().getConsumerQueue());
    keeper.take(new LaneDelivery(message, channel, owner, waited, System.nanoTime()));
  }

  /** What is too long to be a job would be held for as long as it waits: nobody can read it. */
  private static Message readable(Message message) {
    return message.getBody().length <= LaneMessages.LONGEST_BYTES
        ? message
        : new Message(new byte[0], message.getMessageProperties());
  }

  private void work(FairWindow<LaneDelivery> from) {
    try {
      for (var turn = from.take(); turn != null; turn = from.take()) {
        try {
          work(turn.job());
        } finally {
          from.end(turn);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(LaneDelivery delivery) {
    if (!delivery.isValid()) {
      return;
    }
    try {
      super.executeListener(delivery.channel(), delivery.message());
      delivery.acknowledge();
    } catch (RuntimeException e) {
      // Told by the error handler.
      refuse(delivery, ContainerUtils.shouldRequeue(false, e, LogFactory.getLog(getClass())));
    } catch (IOException e) {
      log.debug("a job's message could not be acknowledged: it is delivered again", e);
    } catch (Error e) {
      log.error("a worker met a JVM error", e);
      refuse(delivery, true);
    }
  }

  private static void refuse(LaneDelivery delivery, boolean again) {
    try {
      delivery.refuse(again);
    } catch (IOException | RuntimeException e) {
      log.debug("a job's message could not be refused: it is delivered again", e);
    }
  }

  /** Those at work end with their acknowledgements before the channel is closed. */
  @Override
  protected void shutdownAndWaitOrCallback(Runnable callback) {
    if (window != null) {
      end(getShutdownTimeout());
    }
    super.shutdownAndWaitOrCallback(callback);
  }

  private void end(long millis) {
    try {
      window.close(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    keeper.end();
  }
}
