package io.bactrian.storage;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The object storage in use, whoever named it.
 *
 * @param endpoint null for AWS itself
 * @param publicEndpoint null if it is the same
 */
public record S3Endpoint(
    URI endpoint,
    URI publicEndpoint,
    String region,
    String bucket,
    boolean pathStyle,
    AwsCredentialsProvider credentials) {

  public static S3Endpoint of(S3Settings settings) {
    return new S3Endpoint(
        settings.endpoint(),
        settings.publicEndpoint(),
        settings.region(),
        settings.bucket(),
        settings.pathStyle(),
        settings.accessKey().isBlank()
            ? DefaultCredentialsProvider.builder().build()
            : keys(settings.accessKey(), settings.secretKey()));
  }

  public static S3Endpoint of(S3ConnectionDetails details, S3Settings settings) {
    return new S3Endpoint(
        details.endpoint(),
        settings.publicEndpoint(),
        details.region(),
        settings.bucket(),
        details.pathStyle(),
        keys(details.accessKey(), details.secretKey()));
  }

  private static AwsCredentialsProvider keys(String accessKey, String secretKey) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
  }

  /** The hosts a presigned link of this storage may name, as URLs. */
  public List<URI> hosts() {
    if (endpoint != null) {
      return publicEndpoint == null ? List.of(endpoint) : List.of(endpoint, publicEndpoint);
    }
    String aws = "s3." + region + ".amazonaws.com";
    return List.of(URI.create("https://" + aws), URI.create("https://" + bucket + "." + aws));
  }

  /** Where presigned links lead, as a browser names the places that it may load from. */
  public List<String> publicOrigins() {
    URI base = publicEndpoint == null ? endpoint : publicEndpoint;
    if (base == null) {
      return hosts().stream().map(host -> origin(host, "")).toList();
    }
    return List.of(origin(base, pathStyle ? "" : bucket + "."));
  }

  private static String origin(URI uri, String prefix) {
    return uri.getScheme() + "://" + prefix + uri.getRawAuthority();
  }
}
