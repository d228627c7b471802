package io.bactrian.lane;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What both lanes share.
 *
 * @param deliveryLimit deliveries of one message after which a quorum queue dead-letters it
 * @param recoveryInterval how often consumers try to come back, and queues are looked after
 * @param redisReconnect longest pause before a lost connection to Redis is tried again
 */
@ConfigurationProperties("bactrian.lane")
public record LaneSettings(
    @DefaultValue("20") int deliveryLimit,
    @DefaultValue("5s") Duration recoveryInterval,
    @DefaultValue("1s") Duration redisReconnect) {}
