package io.bactrian.derive.tool;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How derivatives are made, and the limits that a crafted file meets.
 *
 * @param ffmpeg program for sound and film: a path, or a name in {@code PATH}
 * @param ffprobe the same, for the dimensions of films
 * @param heifConvert libheif's program for HEIC and AVIF: a path, or a name in {@code PATH}
 * @param size of a thumbnail or poster: its longer side, in pixels
 * @param quality of their JPEG, in percent
 * @param audio format that sound is made into
 * @param audioBitrate of that format, in kbit/s
 * @param video whether films that browsers don't play are made into MP4
 * @param videoSize longer side of such an MP4 at most, in pixels
 * @param threads of one ffmpeg
 * @param maxPixels of a picture or a film's frame; larger ones are refused before decoding
 * @param maxFrames of a film that is to be made into MP4
 * @param maxPages of a document
 * @param maxDuration of a sound or of a film that is to be made into MP4
 * @param maxOutput largest file that a program may write
 * @param pictureTimeout for one picture or the probe of a film
 * @param audioTimeout for one sound
 * @param videoTimeout for one film that is made into MP4
 * @param renderers processes that decode pictures and documents, at most
 * @param rendererMemory heap of such a process
 * @param rendererStart longest wait until such a process is up
 * @param rendererIdle after which such a process ends itself
 * @param toolMemory address space of ffmpeg and heif-convert, where {@code prlimit} is installed
 * @param diskReserve what has to stay free on the disk of temporary files, beside twice the size of
 *     the original; with less, derivatives wait
 * @param remakeRate jobs a second that a wish to make old derivatives again brings; well below what
 *     the workers make, or new media wait behind old
 */
@Validated
@ConfigurationProperties("bactrian.derive")
public record DeriveSettings(
    @NotBlank @DefaultValue("ffmpeg") String ffmpeg,
    @NotBlank @DefaultValue("ffprobe") String ffprobe,
    @NotBlank @DefaultValue("heif-convert") String heifConvert,
    @Min(16) @Max(4096) @DefaultValue("320") int size,
    @Min(1) @Max(100) @DefaultValue("80") int quality,
    @NotNull @DefaultValue("mp3") AudioFormat audio,
    @Min(8) @Max(320) @DefaultValue("64") int audioBitrate,
    @DefaultValue("false") boolean video,
    @Min(64) @DefaultValue("1280") int videoSize,
    @Min(1) @DefaultValue("2") int threads,
    @Min(1) @DefaultValue("100000000") long maxPixels,
    @Min(1) @DefaultValue("500000") long maxFrames,
    @Min(1) @DefaultValue("5000") int maxPages,
    @NotNull @DurationMin(millis = 1) @DefaultValue("4h") Duration maxDuration,
    @NotNull @DefaultValue("512MB") DataSize maxOutput,
    @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration pictureTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("5m") Duration audioTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("15m") Duration videoTimeout,
    @Min(1) @DefaultValue("2") int renderers,
    @NotNull @DefaultValue("384MB") DataSize rendererMemory,
    @NotNull @DurationMin(millis = 1) @DefaultValue("1m") Duration rendererStart,
    @NotNull @DurationMin(millis = 1) @DefaultValue("2m") Duration rendererIdle,
    @NotNull @DefaultValue("1536MB") DataSize toolMemory,
    @NotNull @DefaultValue("512MB") DataSize diskReserve,
    @DecimalMin("0.1") @DefaultValue("2") double remakeRate) {}
