package io.bactrian.api.stream;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the stream of server-sent events.
 *
 * @param heartbeat how long a client hears nothing before it gets a comment, which keeps proxies
 *     from closing the connection and shows us the clients that are gone
 * @param maxClients most clients at a time; each costs one thread
 * @param clientBacklog events that may wait for one client; one that falls further behind is
 *     dropped
 * @param changeBacklog changes that may wait to be read from the database; beyond it the newest
 *     ones are not streamed
 * @param laneInterval how often the lanes are compared with what the clients last saw
 */
@Validated
@ConfigurationProperties("bactrian.stream")
public record StreamSettings(
    @DefaultValue("15s") @DurationMin(millis = 10) Duration heartbeat,
    @DefaultValue("50") @Min(0) int maxClients,
    @DefaultValue("256") @Min(1) int clientBacklog,
    @DefaultValue("10000") @Min(1) int changeBacklog,
    @DefaultValue("3s") @DurationMin(millis = 10) Duration laneInterval) {}
