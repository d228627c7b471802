package io.bactrian.storage;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Object storage.
 *
 * @param endpoint base URL; empty for AWS
 * @param publicEndpoint base URL under which people's browsers reach it; empty if it is the same
 * @param accessKey empty, with {@code secretKey}, for AWS' own chain of credentials
 * @param pathStyle whether the bucket stands in the path; off for AWS
 * @param createBucket whether to make the bucket where it is missing
 * @param connectTimeout to open a connection
 * @param socketTimeout longest silence
 * @param controlTimeout whole time of a call that moves no media file
 * @param attemptTimeout one attempt to move a media file
 * @param callTimeout all attempts together
 * @param inlineTimeout to put a media file aside that came inside a webhook, whose sender waits:
 *     all attempts together, beside what its size takes at {@code inlineRate}
 * @param inlineRate bytes of such a media file that object storage takes in a second at least
 * @param maxAttempts of one call, within the SDK
 * @param maxConnections at a time
 * @param linkValidity of a presigned link
 * @param etagIsMd5 whether an ETag of 32 hex digits is the MD5 of the object, as S3 has it; off,
 *     the length alone is compared after a put
 * @param checksumSha256 whether a put carries {@code x-amz-checksum-sha256}, for a store that knows
 *     it; reads each file once more
 */
@Validated
@ConfigurationProperties("bactrian.s3")
public record S3Settings(
    URI endpoint,
    URI publicEndpoint,
    @NotBlank @DefaultValue("us-east-1") String region,
    @NotBlank @DefaultValue("bactrian") String bucket,
    @DefaultValue("") String accessKey,
    @DefaultValue("") String secretKey,
    @DefaultValue("false") boolean pathStyle,
    @DefaultValue("true") boolean createBucket,
    @NotNull @DurationMin(millis = 1) @DefaultValue("5s") Duration connectTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("30s") Duration socketTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("10s") Duration controlTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("10m") Duration attemptTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("20m") Duration callTimeout,
    @NotNull @DurationMin(millis = 1) @DefaultValue("10s") Duration inlineTimeout,
    @NotNull @DefaultValue("4MB") DataSize inlineRate,
    @Min(1) @DefaultValue("3") int maxAttempts,
    @Min(1) @DefaultValue("64") int maxConnections,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("5m") Duration linkValidity,
    @DefaultValue("true") boolean etagIsMd5,
    @DefaultValue("false") boolean checksumSha256) {

  public S3Settings {
    endpoint = orNull(endpoint);
    publicEndpoint = orNull(publicEndpoint);
    if (accessKey.isBlank() != secretKey.isBlank()) {
      throw new IllegalArgumentException(
          "bactrian.s3.access-key and bactrian.s3.secret-key go together");
    }
    if (inlineRate.toBytes() < 1) {
      throw new IllegalArgumentException("bactrian.s3.inline-rate must be positive");
    }
  }

  /** How long a media file of so many bytes, that came inside a webhook, may take. */
  Duration inlineTimeout(long bytes) {
    return inlineTimeout.plusMillis(bytes * 1000 / inlineRate.toBytes());
  }

  private static URI orNull(URI uri) {
    return uri == null || uri.toString().isBlank() ? null : uri;
  }

  /** Keys stay out of logs. */
  @Override
  public String toString() {
    return "S3Settings[" + endpoint + ", " + region + ", " + bucket + "]";
  }
}
