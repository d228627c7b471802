package io.bactrian.console;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the console.
 *
 * @param sessionTime how long somebody stays signed in
 * @param signInLinkTime how long the link that a first start prints may be used
 * @param firstDelay how long the next try to sign in waits after one that failed; doubles with each
 * @param maxDelay longest such wait
 * @param lateAfter age of the oldest waiting job of a kind from which the overview calls it late
 * @param healthFreshness how long the look at a server may be shown again
 * @param healthTimeout how long a look at all servers may take
 */
@Validated
@ConfigurationProperties("bactrian.console")
record ConsoleSettings(
    @DefaultValue("12h") @DurationMin(minutes = 1) Duration sessionTime,
    @DefaultValue("1h") @DurationMin(seconds = 1) Duration signInLinkTime,
    @DefaultValue("1s") @DurationMin(millis = 1) Duration firstDelay,
    @DefaultValue("1m") @DurationMin(millis = 1) Duration maxDelay,
    @DefaultValue("5m") @DurationMin(seconds = 1) Duration lateAfter,
    @DefaultValue("5s") @DurationMin(millis = 0) Duration healthFreshness,
    @DefaultValue("3s") @DurationMin(millis = 1) Duration healthTimeout) {}
