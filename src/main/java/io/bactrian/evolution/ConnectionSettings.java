package io.bactrian.evolution;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a job waits while its instance is not connected to WhatsApp.
 *
 * @param retryDelay until it is tried again, unless the instance says before that it is connected
 * @param awayDelay the same at first, where Evolution itself is away or refuses the key; grows with
 *     the time that the job has waited, up to the former
 * @param maxWait for how long no attempt is spent; after that the schedule of its kind counts
 */
@ConfigurationProperties("bactrian.connection")
public record ConnectionSettings(
    @DefaultValue("1m") Duration retryDelay,
    @DefaultValue("2s") Duration awayDelay,
    @DefaultValue("6h") Duration maxWait) {}
