package io.bactrian.storage;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The one bucket. Whatever it can't do is our own trouble, a {@link
 * InfrastructureFailureException}. The credentials need the right to list the bucket: without it S3
 * answers 403, not 404, for an object that is not there.
 */
@Component("objectStorage")
public class ObjectStorage implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(ObjectStorage.class);

  private final S3Client client;
  private final S3Presigner presigner;
  private final S3Endpoint s3;
  private final S3Settings settings;

  ObjectStorage(S3Client client, S3Presigner presigner, S3Endpoint s3, S3Settings settings) {
    this.client = client;
    this.presigner = presigner;
    this.s3 = s3;
    this.settings = settings;
  }

  /**
   * Makes the bucket before the routes start. A storage that is down does not stop the start: then
   * the first put makes it.
   */
  @Override
  public void afterSingletonsInstantiated() {
    try {
      ensureBucket();
    } catch (InfrastructureFailureException e) {
      LOG.warn("Bucket {} could not be checked: {}", s3.bucket(), e.getMessage());
    }
  }

  /**
   * Makes the bucket if it is missing and the settings allow it.
   *
   * @throws InfrastructureFailureException if it is missing afterwards
   */
  public void ensureBucket() {
    run(
        "bucket",
        () -> {
          try {
            return client.headBucket(
                head -> head.bucket(s3.bucket()).overrideConfiguration(control()));
          } catch (NoSuchBucketException e) {
            if (!settings.createBucket()) {
              throw e;
            }
            Bucket.make(client, s3.bucket(), s3.region(), settings);
            return e;
          }
        });
  }

  /**
   * Puts bytes aside that came inside a webhook or a request, whose sender waits.
   *
   * @param bytes opens them anew each time
   * @param known what they are
   * @throws InfrastructureFailureException if they are not safe there
   */
  public void putInline(String key, Supplier<InputStream> bytes, ObjectBytes known) {
    RequestBody body =
        RequestBody.fromContentProvider(bytes::get, known.length(), MediaTypes.UNKNOWN);
    PutObjectRequest request = put(key, known);
    run("put", () -> client.putObject(request, body));
  }

  private PutObjectRequest put(String key, ObjectBytes known) {
    Duration timeout = settings.inlineTimeout(known.length());
    return PutObjectRequest.builder()
        .bucket(s3.bucket())
        .key(key)
        .contentMD5(known.md5())
        .contentType(MediaTypes.UNKNOWN)
        .overrideConfiguration(
            limit -> limit.apiCallTimeout(timeout).apiCallAttemptTimeout(timeout))
        .build();
  }

  /**
   * Opens an object that is read in one go; the caller closes the stream.
   *
   * @param largest bytes that it may have
   * @throws RungDeadException if there is no such object
   */
  public ObjectStream open(String key, long largest) {
    return open(key, largest, settings.attemptTimeout());
  }

  /** The same for one that is read slowly: beside that of an attempt it has this time. */
  ObjectStream openSlowly(String key, long largest, Duration more) {
    return open(key, largest, settings.attemptTimeout().plus(more));
  }

  private ObjectStream open(String key, long largest, Duration time) {
    return run(
        "get",
        () -> {
          try {
            ResponseInputStream<GetObjectResponse> object =
                client.getObject(get -> get.bucket(s3.bucket()).key(key));
            Long length = object.response().contentLength();
            return new ObjectStream(object, length == null ? -1 : length, largest, time);
          } catch (NoSuchKeyException e) {
            throw RungDeadException.forGood("not in object storage", e);
          }
        });
  }

  /** Deletes an object; one that is not there is deleted already. */
  public void delete(String key) {
    run(
        "delete",
        () ->
            client.deleteObject(
                gone -> gone.bucket(s3.bucket()).key(key).overrideConfiguration(control())));
  }

  /** Whether there is such an object. */
  public boolean exists(String key) {
    return run(
        "head",
        () -> {
          try {
            client.headObject(
                head -> head.bucket(s3.bucket()).key(key).overrideConfiguration(control()));
            return true;
          } catch (NoSuchKeyException e) {
            return false;
          }
        });
  }

  /**
   * Whether an object is given to whoever asks for it without credentials.
   *
   * @throws InfrastructureFailureException if it can't be told
   */
  public boolean isPublic(String key) {
    return run(
        "anonymous head",
        () -> {
          try {
            client.headObject(
                head -> head.bucket(s3.bucket()).key(key).overrideConfiguration(anonymous()));
            return true;
          } catch (AwsServiceException e) {
            if (e.statusCode() >= 500) {
              throw e;
            }
            return false;
          }
        });
  }

  private AwsRequestOverrideConfiguration anonymous() {
    return control().toBuilder().credentialsProvider(AnonymousCredentialsProvider.create()).build();
  }

  /**
   * Makes a short-lived link that downloads an object; asks no server.
   *
   * @param fileName as the sender called it, made safe here; may be null
   * @param mimeType the recorded type; a browser is told it only if it can't run there
   */
  public URI presign(String key, String fileName, String mimeType) {
    return run(
        "presign",
        () ->
            URI.create(
                presigner
                    .presignGetObject(
                        link ->
                            link.signatureDuration(settings.linkValidity())
                                .getObjectRequest(
                                    get ->
                                        get.bucket(s3.bucket())
                                            .key(key)
                                            .responseContentType(MediaTypes.forBrowser(mimeType))
                                            .responseContentDisposition(
                                                SafeFileName.attachment(fileName, mimeType))))
                    .url()
                    .toExternalForm()));
  }

  private AwsRequestOverrideConfiguration control() {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(settings.controlTimeout())
        .build();
  }

  private static <T> T run(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      throw new InfrastructureFailureException("S3 %s: HTTP %d".formatted(what, e.statusCode()), e);
    } catch (SdkException e) {
      throw new InfrastructureFailureException("S3 %s: no answer".formatted(what), e);
    }
  }
}
