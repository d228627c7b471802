package io.bactrian.scrub;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How stored media are read back.
 *
 * @param dailyShare of all stored media that is read in a day, over all copies; 0 for none, else at
 *     least one media a day
 * @param rate bytes of a media that are read in a second at most
 * @param retryDelay pause after a media that could not be read
 * @param maxAttempts to read one media, then it is left to the next round
 */
@Validated
@ConfigurationProperties("bactrian.scrub")
public record ScrubSettings(
    @DecimalMin("0") @DefaultValue("0.01") double dailyShare,
    @NotNull @DefaultValue("4MB") DataSize rate,
    @NotNull @DurationMin(millis = 1) @DefaultValue("5m") Duration retryDelay,
    @Min(1) @DefaultValue("3") int maxAttempts) {

  private static final Duration DAY = Duration.ofDays(1);

  /** Beside twice the time that the bytes take: to open the object, and for a slow store. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  public ScrubSettings {
    if (rate.toBytes() < 1) {
      throw new IllegalArgumentException("bactrian.scrub.rate must be positive");
    }
  }

  /** From one media to the next, so that the share of so many is read in a day. */
  Duration pause(long media) {
    double seconds = DAY.toSeconds() / Math.max(1, dailyShare * media);
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** How long a media of that size is in one copy's hands before another may take it. */
  Duration lease(long bytes) {
    return SLACK.plusSeconds(2 * bytes / rate.toBytes());
  }
}
