package io.bactrian.media;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How media is fetched.
 *
 * @param cdnBaseUrl where a {@code directPath} is fetched; being the operator's word, its host and
 *     port are trusted for that rung even if private
 * @param allowedHosts hosts that {@code mediaUrl} and {@code url} may name: a host or {@code
 *     *.suffix}, either with {@code :port}; a host listed by its exact name may be private. Unset:
 *     {@code *.whatsapp.net} and the hosts of Evolution and S3
 * @param maxSize largest media, counted on the bytes that really come
 * @param connectTimeout to open a connection, TLS included
 * @param idleTimeout longest silence of a media host
 * @param evolutionTimeout longest silence of Evolution, which downloads and decrypts before it
 *     answers
 * @param deadline longest whole download, however steadily it drips
 * @param maxConnections in all
 * @param maxConnectionsPerHost to one host
 * @param leaseTimeout longest wait for a free connection
 * @param maxRetryAfter cap of what a {@code Retry-After} may ask
 * @param maxEvolutionEnvelope of Evolution's answer, all that is not the media itself
 * @param memoryThreshold media files up to this size are kept in memory until they are stored,
 *     others in {@code tempDir}
 * @param tempDir of downloads under way; unset: {@code bactrian-media} in the system's
 * @param leftoversAfter age at which a file that a crash left in {@code tempDir} is deleted at the
 *     start; longer than a download and its upload take
 * @param lifetime after receipt, in which a media file is expected to be still there where its
 *     links tell nothing stricter. WhatsApp's media host drops objects after two and a half weeks
 *     or so
 * @param grace after receipt, in which a media file is tried even if its links are dead: Evolution
 *     may still have it
 */
@Validated
@ConfigurationProperties("bactrian.media")
public record MediaSettings(
    @NotNull @DefaultValue("https://mmg.whatsapp.net") URI cdnBaseUrl,
    @DefaultValue List<String> allowedHosts,
    @NotNull @DefaultValue("2GB") DataSize maxSize,
    @NotNull @DurationMin(millis = 1) @DefaultValue("10s") Duration connectTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration idleTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("2m") Duration evolutionTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("10m") Duration deadline,
    @Min(1) @DefaultValue("64") int maxConnections,
    @Min(1) @DefaultValue("32") int maxConnectionsPerHost,
    @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration leaseTimeout,
    @NotNull @DurationMin @DefaultValue("1h") Duration maxRetryAfter,
    @NotNull @DefaultValue("1MB") DataSize maxEvolutionEnvelope,
    @NotNull @DefaultValue("256KB") DataSize memoryThreshold,
    Path tempDir,
    @NotNull @DurationMin(millis = 1) @DefaultValue("1h") Duration leftoversAfter,
    @NotNull @DurationMin(millis = 1) @DefaultValue("14d") Duration lifetime,
    @NotNull @DurationMin @DefaultValue("1h") Duration grace) {

  public MediaSettings {
    tempDir =
        tempDir == null || tempDir.toString().isBlank()
            ? Path.of(System.getProperty("java.io.tmpdir"), "bactrian-media")
            : tempDir;
    allowedHosts =
        allowedHosts == null
            ? List.of()
            : allowedHosts.stream().map(String::strip).filter(host -> !host.isEmpty()).toList();
  }
}
