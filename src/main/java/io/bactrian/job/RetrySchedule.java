package io.bactrian.job;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When a failed attempt is repeated: after a first delay that grows by a factor up to a cap, spread
 * by a fifth either way so that what failed together does not come back together.
 *
 * @param firstDelay before the second attempt
 * @param factor by which each further delay grows
 * @param maxDelay the cap
 * @param maxAttempts attempts in all; 0 for as many as fit before the job expires
 * @param triesBeforeExpiry how many tries the time left to expiry is divided into, at the least
 */
public record RetrySchedule(
    Duration firstDelay, double factor, Duration maxDelay, int maxAttempts, int triesBeforeExpiry) {

  private static final double SPREAD = 0.2;

  /** Whether a job that has been attempted so often, and expires then, is to be given up. */
  public boolean exhausted(int attempts, Instant expiresAt, Instant now) {
    boolean spent = maxAttempts > 0 && attempts >= maxAttempts;
    boolean expired = expiresAt != null && !now.isBefore(expiresAt);
    return spent || expired;
  }

  /**
   * The time of the next attempt after {@code attempts} failed ones. Never later than a share of
   * the time left to expiry, so that several tries remain.
   */
  public Instant next(int attempts, Instant expiresAt, Instant now, RandomGenerator random) {
    double grown = (double) firstDelay.toMillis() * Math.pow(factor, Math.max(0, attempts - 1));
    double capped = Math.min(grown, (double) maxDelay.toMillis());
    if (expiresAt != null && expiresAt.isAfter(now)) {
      double share = (double) Duration.between(now, expiresAt).toMillis() / triesBeforeExpiry;
      capped = Math.min(capped, Math.max(share, 1));
    }
    double spread = 1 + SPREAD * (2 * random.nextDouble() - 1);
    return now.plusMillis(Math.max(1, Math.round(capped * spread)));
  }

  /**
   * The same, but not before the source can be asked again; where it asks for more time than is
   * left, half of what is left.
   *
   * @param wait how long the source asks to be left alone; null for not at all
   */
  public Instant next(
      int attempts, Instant expiresAt, Instant now, RandomGenerator random, Duration wait) {
    Instant next = next(attempts, expiresAt, now, random);
    if (wait == null || !next.isBefore(now.plus(wait))) {
      return next;
    }
    Instant asked = now.plus(wait);
    boolean tooLate = expiresAt != null && expiresAt.isAfter(now) && !asked.isBefore(expiresAt);
    Instant latest = tooLate ? now.plus(Duration.between(now, expiresAt).dividedBy(2)) : asked;
    return latest.isBefore(next) ? next : latest;
  }
}
