package io.bactrian.job;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger is kept.
 *
 * @param batch due jobs that one poll puts back into their lanes
 * @param heartbeat how often a running copy says that it lives
 * @param presumedDead after how long without a heartbeat a copy's claims are free again
 * @param houseDelay how long a job waits after a fault of our own house (database, S3, broker)
 * @param maxRequeueDelay cap of the growing time a published job may wait in its lane, of all kinds
 * @param databaseHold for how long a database that did not answer is left alone at least
 * @param shortestTime least time of a job that its histograms tell from less
 * @param longestTime greatest time of a job that its histograms tell from more
 */
@ConfigurationProperties("bactrian.ledger")
public record LedgerSettings(
    @DefaultValue("500") int batch,
    @DefaultValue("3s") Duration heartbeat,
    @DefaultValue("15s") Duration presumedDead,
    @DefaultValue("15s") Duration houseDelay,
    @DefaultValue("1h") Duration maxRequeueDelay,
    @DefaultValue("1s") Duration databaseHold,
    @DefaultValue("500us") Duration shortestTime,
    @DefaultValue("10m") Duration longestTime) {}
