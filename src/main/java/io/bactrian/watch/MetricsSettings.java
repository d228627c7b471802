package io.bactrian.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Metrics of what all copies share.
 *
 * @param period how often the ledger and the servers of the lanes are read; a scrape reads nothing
 */
@ConfigurationProperties("bactrian.metrics")
public record MetricsSettings(@DefaultValue("10s") Duration period) {}
