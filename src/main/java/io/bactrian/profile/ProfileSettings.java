package io.bactrian.profile;

import io.bactrian.job.RetrySchedule;
import io.bactrian.media.DownloadLimits;
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
 * When pictures and groups are asked for, and how a picture is copied. Failures of the call or the
 * copy are repeated by the schedule of the job's kind; the gaps here are for an answer without a
 * picture, which may mean that there is none, that it is hidden, or that Evolution failed.
 *
 * @param staleAfter age at which picture or group are asked for again, at the next message
 * @param firstGap before Evolution is asked again after it knew of no picture
 * @param gapFactor by which the gap grows each time
 * @param maxGap the longest gap
 * @param batch conversations that one look at the due ones asks for at most
 * @param pictureMaxSize largest picture that is copied, counted on the bytes that really come
 * @param pictureIdleTimeout longest silence of the host of a picture
 * @param pictureDeadline longest whole download of a picture; the fast lane waits for it
 */
@Validated
@ConfigurationProperties("bactrian.profile")
public record ProfileSettings(
    @NotNull @DurationMin(seconds = 1) @DefaultValue("24h") Duration staleAfter,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("5m") Duration firstGap,
    @DecimalMin("1") @DefaultValue("4") double gapFactor,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("7d") Duration maxGap,
    @Min(1) @DefaultValue("50") int batch,
    @NotNull @DefaultValue("5MB") DataSize pictureMaxSize,
    @NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration pictureIdleTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("15s") Duration pictureDeadline) {

  /** When Evolution is asked again after so many answers without a picture. */
  public RetrySchedule gaps() {
    return new RetrySchedule(firstGap, gapFactor, maxGap, 0, 1);
  }

  DownloadLimits pictureLimits() {
    return new DownloadLimits(pictureMaxSize.toBytes(), pictureIdleTimeout, pictureDeadline);
  }
}
