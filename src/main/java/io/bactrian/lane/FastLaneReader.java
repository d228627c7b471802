package io.bactrian.lane;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.redis.RedisConstants;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * What the reader of a fast kind took from its list at once: a round trip to Redis for each job
 * would be the limit of the lane. It takes no more than there are idle workers for, since what it
 * holds is lost to the lane with a crash, until the ledger finds it overdue. A stop puts it back.
 */
@Component("fastLaneReader")
public class FastLaneReader implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(FastLaneReader.class);

  /** How long a pop waits in Redis; a stop of the program waits for its end. */
  private static final int BLOCK_SECONDS = 1;

  private final StringRedisTemplate redis;
  private final Map<String, Queue<String>> read = new ConcurrentHashMap<>();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean running;

  public FastLaneReader(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /**
   * The oldest job at hand, which is one that was read before or, where many wait, the first of as
   * many as there are idle workers. Null if none waits: then Redis is to be asked to wait for one,
   * by the headers that are set. What comes so is handed on with no further question.
   */
  public String next(@ExchangeProperty("kind") String kind, Exchange exchange) {
    exchange.getMessage().setHeader(RedisConstants.KEY, LaneMessages.redisKey(kind));
    exchange.getMessage().setHeader(RedisConstants.TIMEOUT, BLOCK_SECONDS);
    Queue<String> jobs = of(kind);
    if (jobs.isEmpty()) {
      read(kind, idle(exchange, kind), jobs);
    }
    return jobs.poll();
  }

  private void read(String kind, int most, Queue<String> jobs) {
    if (most < 1) {
      return;
    }
    try {
      List<String> waiting = redis.opsForList().rightPop(LaneMessages.redisKey(kind), most);
      if (waiting != null) {
        jobs.addAll(waiting);
      }
    } catch (RedisSystemException e) {
      if (!told.getAndSet(true)) {
        log.warn("jobs are read one at a time, Redis before 6.2 knows no more: {}", e.getMessage());
      }
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** After the routes have stopped: what was read ahead goes back to where it came from. */
  @Override
  public void stop() {
    running = false;
    read.forEach(this::putBack);
  }

  private void putBack(String kind, Queue<String> jobs) {
    List<String> newestFirst = new ArrayList<>(jobs);
    jobs.clear();
    if (newestFirst.isEmpty()) {
      return;
    }
    Collections.reverse(newestFirst);
    try {
      redis.opsForList().rightPushAll(LaneMessages.redisKey(kind), newestFirst);
    } catch (DataAccessException e) {
      log.info(
          "{} jobs of {} are left to the ledger: {}", newestFirst.size(), kind, e.getMessage());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Between the routes and the connections to Redis. */
  @Override
  public int getPhase() {
    return 1;
  }

  private Queue<String> of(String kind) {
    return read.computeIfAbsent(kind, key -> new ConcurrentLinkedQueue<>());
  }

  private static int idle(Exchange exchange, String kind) {
    ThreadPoolExecutor workers =
        CamelContextHelper.mandatoryLookup(
            exchange.getContext(), FastLaneWorkers.name(kind), ThreadPoolExecutor.class);
    return workers.getMaximumPoolSize() - workers.getActiveCount();
  }
}
