package io.bactrian.embedded;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.validation.annotation.Validated;

/**
 * The servers a first run brings along.
 *
 * @param enabled false starts none of them, whatever is not configured
 * @param dir where their data lie, relative to the working directory
 * @param basePort first of their loopback ports, in the order AMQP, Redis, S3, PostgreSQL,
 *     Evolution stand-in; 0 takes free ones
 * @param startTimeout longest wait for one of them to answer; a large backlog makes a start slow
 * @param stopTimeout longest wait for one of them to stop before it is killed
 */
@Validated
@ConfigurationProperties("bactrian.embedded")
record EmbeddedSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("./data") @NotBlank String dir,
    @DefaultValue("27000") @Min(0) @Max(65531) int basePort,
    @DefaultValue("2m") Duration startTimeout,
    @DefaultValue("20s") Duration stopTimeout) {

  /** Read before there is a context; the bean of the same settings is validated later. */
  static EmbeddedSettings of(Environment environment) {
    return Binder.get(environment).bindOrCreate("bactrian.embedded", EmbeddedSettings.class);
  }

  /** The data directory, absolute and normalised: the S3 server refuses every call otherwise. */
  Path root() {
    return Path.of(dir).toAbsolutePath().normalize();
  }
}
