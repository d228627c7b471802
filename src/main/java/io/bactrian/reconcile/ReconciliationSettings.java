package io.bactrian.reconcile;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When Evolution is asked for what its webhooks may have missed.
 *
 * @param gap a silence of an instance's webhooks after which it is asked: half of the time for
 *     which Evolution resends what was not taken, and less than it
 * @param overlap how far before the silence it is asked from; not less than the gap, since what is
 *     lost need not be the last before it falls silent
 * @param lookback how far back it is asked at the most
 * @param pageSize messages of one page
 */
@ConfigurationProperties("bactrian.reconciliation")
public record ReconciliationSettings(
    @DefaultValue("15m") Duration gap,
    @DefaultValue("20m") Duration overlap,
    @DefaultValue("14d") Duration lookback,
    @DefaultValue("50") int pageSize) {

  public ReconciliationSettings {
    overlap = overlap.compareTo(gap) < 0 ? gap : overlap;
  }
}
