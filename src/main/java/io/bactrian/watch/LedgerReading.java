package io.bactrian.watch;

import io.bactrian.lane.LaneProbe;
import java.time.Instant;
import java.util.Map;

/**
 * What the ledger and the servers of the lanes said at one time.
 *
 * @param at when
 * @param database whether the ledger could be read; if not, nothing of it is known
 * @param broker whether RabbitMQ answered
 * @param redis whether Redis answered
 * @param kinds open jobs by kind
 * @param lanes what stands in the lane, by kind
 * @param queues messages in the queues that are no kind's: sheltered events and dead letters
 * @param hubs copies of the program that live
 * @param reconciliations open ones
 * @param failedReconciliations those that were given up
 * @param lastReconciliation when one was done last; null if none was
 */
record LedgerReading(
    Instant at,
    boolean database,
    boolean broker,
    boolean redis,
    Map<String, OpenJobs> kinds,
    Map<String, LaneProbe.Reading> lanes,
    Map<String, Long> queues,
    Integer hubs,
    Integer reconciliations,
    Integer failedReconciliations,
    Instant lastReconciliation) {

  /**
   * Open jobs of one kind.
   *
   * @param pending to be done
   * @param inFlight of them being worked on
   * @param parked given up for now
   * @param oldest when the oldest pending one came; null if there is none
   * @param expires when the first of the pending ones loses its source; null if none does
   */
  record OpenJobs(long pending, long inFlight, long parked, Instant oldest, Instant expires) {

    static final OpenJobs NONE = new OpenJobs(0, 0, 0, null, null);
  }
}
