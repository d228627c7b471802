package io.bactrian.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the ledger is kept.
 *
 * @param batch due jobs that one poll puts back into their lanes
 * @param requeueRate how many of the waiting jobs of a kind are published again in a second, on
 *     average
 * @param holdDoublings after so many doublings of {@code infrastructureDelay} the time for which a
 *     claim of a copy's own that is not in hand is left alone grows no more
 * @param heartbeat how often a running copy says that it lives
 * @param presumedDead after how long without a heartbeat a copy's claims are free again
 * @param maxDeaths after so many copies that died over a job it is parked; at least 2, since the
 *     first death names nobody
 * @param suspectTime for how long a job over which a copy died is worked on without another such
 *     job beside it, and how long a copy must have lived before the try that may be its last
 * @param suspectDelay how long such another one waits before it asks again
 * @param infrastructureDelay how long a job waits after an infrastructure failure (database, S3,
 *     broker)
 * @param maxRequeueDelay cap of the growing time a published job may wait in its lane, of all kinds
 * @param databaseHold for how long a database that did not answer is left alone at least
 * @param shortestTime least time of a job that its histograms tell from less
 * @param longestTime greatest time of a job that its histograms tell from more
 * @param garbageLogInterval how often a line of the log tells of what a lane delivered and is no
 *     job
 */
@Validated
@ConfigurationProperties("bactrian.ledger")
public record LedgerSettings(
    @DefaultValue("500") int batch,
    @Positive @DefaultValue("10") int requeueRate,
    @PositiveOrZero @Max(20) @DefaultValue("3") int holdDoublings,
    @DefaultValue("3s") Duration heartbeat,
    @DefaultValue("15s") Duration presumedDead,
    @Min(2) @DefaultValue("3") int maxDeaths,
    @DefaultValue("30s") Duration suspectTime,
    @DefaultValue("2s") Duration suspectDelay,
    @DefaultValue("15s") Duration infrastructureDelay,
    @DefaultValue("1h") Duration maxRequeueDelay,
    @DefaultValue("1s") Duration databaseHold,
    @DefaultValue("500us") Duration shortestTime,
    @DefaultValue("10m") Duration longestTime,
    @DefaultValue("10s") Duration garbageLogInterval) {}
