package io.bactrian.lane;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What both lanes share.
 *
 * @param deliveryLimit deliveries of one message after which a quorum queue dead-letters it
 * @param recoveryInterval how often consumers try to come back, and queues are looked after
 * @param redisReconnect longest pause before a lost connection to Redis is tried again
 * @param instanceShare of a copy's workers of a kind that one instance may hold with jobs that take
 *     long, at least one; with jobs that do not it may hold them all
 * @param chatShare the same of one chat, on the durable lane
 * @param instanceRoom of a kind's window that one instance may fill; what exceeds it is moved to
 *     the queue of those that wait
 * @param chatRoom the same of one chat
 * @param windowPatience how long a job waits in the window at most before it is moved likewise:
 *     less than the broker's {@code consumer_timeout}
 * @param turnPause between two times that waiting jobs which found no room are moved behind the
 *     others; doubles as long as all of them belong to the same few
 * @param maxTurnPause the cap of that
 */
@Validated
@ConfigurationProperties("bactrian.lane")
public record LaneSettings(
    @DefaultValue("20") int deliveryLimit,
    @DefaultValue("5s") Duration recoveryInterval,
    @DefaultValue("1s") Duration redisReconnect,
    @DefaultValue("0.75") @DecimalMin("0.01") @DecimalMax("1") double instanceShare,
    @DefaultValue("0.5") @DecimalMin("0.01") @DecimalMax("1") double chatShare,
    @DefaultValue("0.5") @DecimalMin("0.01") @DecimalMax("1") double instanceRoom,
    @DefaultValue("0.125") @DecimalMin("0.01") @DecimalMax("1") double chatRoom,
    @DefaultValue("10m") @NotNull @DurationMin(seconds = 1) Duration windowPatience,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 1) Duration turnPause,
    @DefaultValue("30s") @NotNull @DurationMin(millis = 1) Duration maxTurnPause) {}
