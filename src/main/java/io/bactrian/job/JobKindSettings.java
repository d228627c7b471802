package io.bactrian.job;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The declared kinds: {@code bactrian.kinds[send_message].lane=fast} and so on. They stand beside
 * the routes, in {@code routes/application.properties}.
 */
@ConfigurationProperties("bactrian")
public record JobKindSettings(@DefaultValue Map<String, Declaration> kinds) {

  private static final Duration FAST_LANE_CAP = Duration.ofSeconds(30);
  private static final Duration NO_CAP = ChronoUnit.FOREVER.getDuration();

  /**
   * One kind.
   *
   * @param lane fast or durable; required
   * @param reprocessable whether a lost job can be done again from what is stored; required
   * @param expectedTime how long one job usually takes; required
   * @param workers how many of its jobs are worked on at once
   * @param window how many jobs a copy has at hand to choose the next one from, so that no chat and
   *     no instance keeps others waiting; durable lane only
   * @param requeueAfter how long a published job may wait before it is published again
   * @param maxRequeueDelay the cap of that time, which doubles at each time; not below {@code
   *     requeueAfter}; null for 30 s on the fast lane, as long as somebody who waits for a message
   *     may wait longer when Redis loses what it holds, and for the ledger's cap on the durable one
   * @param retryDelay before the second attempt
   * @param retryFactor by which each further delay grows
   * @param maxRetryDelay the cap of the delays
   * @param maxAttempts attempts in all; 0 for no limit but expiry
   * @param triesBeforeExpiry how many tries the time left to expiry is divided into, at the least
   */
  public record Declaration(
      Lane lane,
      Boolean reprocessable,
      Duration expectedTime,
      @DefaultValue("4") int workers,
      @DefaultValue("128") int window,
      @DefaultValue("1m") Duration requeueAfter,
      Duration maxRequeueDelay,
      @DefaultValue("5s") Duration retryDelay,
      @DefaultValue("2") double retryFactor,
      @DefaultValue("15m") Duration maxRetryDelay,
      @DefaultValue("10") int maxAttempts,
      @DefaultValue("8") int triesBeforeExpiry) {

    JobKind kind(String name) {
      return new JobKind(
          name,
          lane,
          Boolean.TRUE.equals(reprocessable),
          expectedTime,
          workers,
          requeueAfter,
          cap(),
          new RetrySchedule(
              retryDelay, retryFactor, maxRetryDelay, maxAttempts, triesBeforeExpiry));
    }

    private Duration cap() {
      Duration byLane = lane == Lane.fast ? FAST_LANE_CAP : NO_CAP;
      Duration cap = maxRequeueDelay == null ? byLane : maxRequeueDelay;
      return cap.compareTo(requeueAfter) < 0 ? requeueAfter : cap;
    }
  }
}
