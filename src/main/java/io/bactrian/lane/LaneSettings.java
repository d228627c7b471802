package io.bactrian.lane;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What both lanes share.
 *
 * @param deliveryLimit deliveries of one message after which a quorum queue dead-letters it
 */
@ConfigurationProperties("bactrian.lane")
public record LaneSettings(@DefaultValue("20") int deliveryLimit) {}
