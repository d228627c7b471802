package io.bactrian.job;

import java.time.Duration;

/**
 * A kind of job, as declared in the configuration.
 *
 * @param name e.g. {@code send_message}; the name of its queue too
 * @param lane where its jobs wait
 * @param reprocessable whether a lost job can be done again from what is stored, at any time
 * @param expectedTime how long one job usually takes
 * @param workers how many of its jobs are worked on at once
 * @param requeueAfter how long a published job may wait in its lane before the ledger publishes it
 *     again; doubles at each time
 * @param maxRequeueDelay the cap of that, unless the ledger's own is lower
 * @param retry when a failed attempt is repeated
 */
public record JobKind(
    String name,
    Lane lane,
    boolean reprocessable,
    Duration expectedTime,
    int workers,
    Duration requeueAfter,
    Duration maxRequeueDelay,
    RetrySchedule retry) {}
