package io.bactrian.intake;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the broker takes in the place of the database.
 *
 * @param maxEvent largest event, in bytes, without its inline base64 where S3 could take that
 * @param attempts at an event that the database refuses while it takes others; then it is parked
 */
@Validated
@ConfigurationProperties("bactrian.shelter")
public record ShelterSettings(
    @NotNull @DefaultValue("16MB") DataSize maxEvent, @Positive @DefaultValue("5") int attempts) {}
