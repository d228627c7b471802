package io.bactrian.lane;

import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.job.Lane;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** Asks the lanes themselves how full they are. */
@Component
public class LaneProbe {

  /**
   * What a lane said.
   *
   * @param depth jobs waiting, on the durable lane with those that this copy has at hand; null if
   *     the server does not answer
   * @param consumers of the queue; null where the server cannot tell
   */
  public record Reading(Long depth, Integer consumers) {

    /** The server can't be asked. */
    public static final Reading UNKNOWN = new Reading(null, null);
  }

  private final AmqpAdmin rabbit;
  private final StringRedisTemplate redis;
  private final JobKinds kinds;
  private final FastLane fastLane;
  private final DurableLaneContainers containers;

  public LaneProbe(
      AmqpAdmin rabbit,
      StringRedisTemplate redis,
      JobKinds kinds,
      FastLane fastLane,
      DurableLaneContainers containers) {
    this.rabbit = rabbit;
    this.redis = redis;
    this.kinds = kinds;
    this.fastLane = fastLane;
    this.containers = containers;
  }

  public Reading read(String kind) {
    JobKind declared = kinds.get(kind);
    return declared.lane() == Lane.fast ? fast(kind) : durable(kind);
  }

  /** Messages in a queue of the broker; null if it does not answer or has no such queue. */
  public Long queueDepth(String queue) {
    try {
      QueueInformation found = rabbit.getQueueInfo(queue);
      return found == null ? null : (long) found.getMessageCount();
    } catch (AmqpException e) {
      return null;
    }
  }

  /** Whether Redis answers. */
  public boolean redisAnswers() {
    try {
      return redis.execute((RedisCallback<String>) RedisConnection::ping) != null;
    } catch (DataAccessException e) {
      return false;
    }
  }

  private Reading fast(String kind) {
    try {
      return new Reading(fastLane.depth(kind), null);
    } catch (DataAccessException e) {
      return Reading.UNKNOWN;
    }
  }

  private Reading durable(String kind) {
    try {
      QueueInformation queue = rabbit.getQueueInfo(kind);
      if (queue == null) {
        return Reading.UNKNOWN;
      }
      Long waiting = queueDepth(RabbitTopology.waiting(kind));
      long depth = (waiting == null ? 0 : waiting) + containers.atHand(kind);
      return new Reading(depth + queue.getMessageCount(), queue.getConsumerCount());
    } catch (AmqpException e) {
      return Reading.UNKNOWN;
    }
  }
}
