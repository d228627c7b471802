package io.bactrian.storage;

import io.bactrian.memory.AnswerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The clients of object storage; the {@code aws2-s3} component takes the same one. */
@Configuration(proxyBeanMethods = false)
class S3Clients {

  @Bean
  S3Endpoint s3Endpoint(S3Settings settings, ObjectProvider<S3ConnectionDetails> details) {
    S3ConnectionDetails given = details.getIfAvailable();
    return given == null ? S3Endpoint.of(settings) : S3Endpoint.of(given, settings);
  }

  @Bean
  S3Client s3Client(
      S3Endpoint s3, S3Settings settings, AnswerSettings answers, MeterRegistry meters) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(s3.region()))
            .credentialsProvider(s3.credentials())
            .forcePathStyle(s3.pathStyle())
            // Many a server that speaks S3 knows none of the newer checksum trailers.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(settings.maxConnections())
                    .connectionTimeout(settings.connectTimeout())
                    .connectionAcquisitionTimeout(settings.socketTimeout())
                    .socketTimeout(settings.socketTimeout()))
            .overrideConfiguration(
                override ->
                    override
                        .addExecutionInterceptor(new S3AnswerLimit(answers))
                        .apiCallTimeout(settings.callTimeout())
                        .apiCallAttemptTimeout(settings.attemptTimeout())
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(settings.maxAttempts())
                                .build()));
    if (s3.endpoint() != null) {
      builder.endpointOverride(s3.endpoint());
    }
    return new VerifiedS3Client(
        builder.build(), settings, s3.region(), meters.counter("bactrian.s3.differences"));
  }

  @Bean
  S3Presigner s3Presigner(S3Endpoint s3) {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(s3.region()))
            .credentialsProvider(s3.credentials())
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(s3.pathStyle()).build());
    URI endpoint = s3.publicEndpoint() == null ? s3.endpoint() : s3.publicEndpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }
}
