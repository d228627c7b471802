package io.bactrian.lane;

import io.bactrian.flow.ExchangeState;
import io.bactrian.job.JobKind;
import io.bactrian.job.JobKinds;
import io.bactrian.lane.FastLane.Taken;
import io.bactrian.lane.FastLaneTurns.Read;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.redis.RedisConstants;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What the reader of a fast kind took from its lists at once: a round trip to Redis for each job
 * would be the limit of the lane. It takes no more than there are idle workers for, since what it
 * holds is lost to the lane with a crash, until the ledger finds it overdue. An instance that holds
 * all the workers that it may is passed over, and its jobs stay in Redis. A stop puts back what was
 * not begun.
 */
@Component("fastLaneReader")
public class FastLaneReader implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(FastLaneReader.class);

  /** How long a pop waits in Redis; a stop of the program waits for its end. */
  private static final int BLOCK_SECONDS = 1;

  /** Between two looks for jobs of others while some are passed over. */
  private static final long LOOK_MILLIS = 50;

  private final FastLane lane;
  private final JobKinds kinds;
  private final LaneSettings settings;
  private final Map<String, FastLaneTurns> turns = new ConcurrentHashMap<>();
  private volatile boolean running;

  public FastLaneReader(FastLane lane, JobKinds kinds, LaneSettings settings) {
    this.lane = lane;
    this.kinds = kinds;
    this.settings = settings;
  }

  /**
   * The next job, whose worker is held until the exchange is complete. Null if there is none that
   * may be begun now; property {@code laneEmpty} then says whether none waits at all, and Redis is
   * to be asked to wait for one, by the headers that are set.
   */
  public String next(@ExchangeProperty(ExchangeState.KIND) String kind, Exchange exchange)
      throws InterruptedException {
    exchange.getMessage().setHeader(RedisConstants.KEY, FastLane.bell(kind));
    exchange.getMessage().setHeader(RedisConstants.TIMEOUT, BLOCK_SECONDS);
    FastLaneTurns of = turns.computeIfAbsent(kind, this::turns);
    long end = System.nanoTime() + BLOCK_SECONDS * 1_000_000_000L;
    boolean empty = false;
    Read next = of.poll();
    while (next == null && !empty && System.nanoTime() < end) {
      long ended = of.ended();
      Taken taken = read(kind, of);
      empty = taken.jobs().isEmpty() && !taken.passedOver();
      next = of.poll();
      if (next == null && !empty) {
        of.awaitEnd(ended, LOOK_MILLIS);
      }
    }
    exchange.setProperty(ExchangeState.LANE_EMPTY, empty);
    return next == null ? null : held(next, of, exchange);
  }

  private Taken read(String kind, FastLaneTurns of) {
    int idle = of.idle();
    if (idle < 1) {
      return new Taken(List.of(), true);
    }
    Taken taken = lane.take(kind, idle, of.share(), of.others(idle));
    taken.jobs().forEach(job -> of.add(lane.instance(job), job));
    return taken;
  }

  private static String held(Read next, FastLaneTurns of, Exchange exchange) {
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                of.end(next.worker());
              }
            });
    return next.job();
  }

  private FastLaneTurns turns(String name) {
    JobKind kind = kinds.get(name);
    long quick = kind.expectedTime().toNanos();
    return new FastLaneTurns(
        kind.workers(),
        new Shares(kind.workers(), settings.instanceShare(), quick, System::nanoTime));
  }

  @Override
  public void start() {
    running = true;
  }

  /** After the routes have stopped: what was read ahead goes back to where it came from. */
  @Override
  public void stop() {
    running = false;
    turns.forEach((kind, of) -> putBack(kind, of.giveUp()));
  }

  private void putBack(String kind, List<String> newestFirst) {
    try {
      newestFirst.forEach(job -> lane.putBack(kind, job));
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
}
