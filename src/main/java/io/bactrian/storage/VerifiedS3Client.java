package io.bactrian.storage;

import io.bactrian.failure.InfrastructureFailureException;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Compares what object storage keeps with what was sent: every put of the program comes through
 * here. Who puts says the MD5 of the bytes ({@code Content-MD5}), and can have them read again. The
 * answer's ETag is compared with it where it is a plain MD5; else the length that the store has is.
 * A difference is a {@link InfrastructureFailureException}: the object is put again, over the wrong
 * one.
 */
final class VerifiedS3Client extends DelegatingS3Client {

  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  private final S3Settings settings;
  private final String region;
  private final Counter differences;

  /**
   * @param region of a bucket that has to be made
   * @param differences counts puts after which the store had other bytes
   */
  VerifiedS3Client(S3Client client, S3Settings settings, String region, Counter differences) {
    super(client);
    this.settings = settings;
    this.region = region;
    this.differences = differences;
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    String sha256 = request.contentMD5() == null ? request.checksumSHA256() : sha256(body);
    PutObjectRequest stamped =
        sha256 == null ? request : request.toBuilder().checksumSHA256(sha256).build();
    PutObjectResponse answer = put(stamped, body);
    compare("SHA-256", sha256, answer.checksumSHA256());
    String etag = answer.sseCustomerAlgorithm() == null ? answer.eTag() : null;
    if (!compareMd5(request.contentMD5(), etag, answer.serverSideEncryption())) {
      compareLength(request, body);
    }
    return answer;
  }

  /** At the start the store may have been away, and the bucket not made. */
  private PutObjectResponse put(PutObjectRequest request, RequestBody body) {
    try {
      return super.putObject(request, body);
    } catch (S3Exception e) {
      // Stores call it by several names; for a put there is nothing else that could be missing.
      if (e.statusCode() != HttpStatusCode.NOT_FOUND || !settings.createBucket()) {
        throw e;
      }
      Bucket.make((S3Client) delegate(), request.bucket(), region, settings);
      return super.putObject(request, body);
    }
  }

  @Override
  public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
    UploadPartResponse answer = super.uploadPart(request, body);
    String etag = answer.sseCustomerAlgorithm() == null ? answer.eTag() : null;
    compareMd5(request.contentMD5(), etag, answer.serverSideEncryption());
    return answer;
  }

  /** Whether the ETag tells anything of the bytes; then it is that of the bytes sent. */
  private boolean compareMd5(String sent, String etag, ServerSideEncryption encryption) {
    boolean ofCiphertext =
        encryption == ServerSideEncryption.AWS_KMS
            || encryption == ServerSideEncryption.AWS_KMS_DSSE;
    String kept = etag == null ? "" : etag.replace("\"", "").toLowerCase(Locale.ROOT);
    if (sent == null || !settings.etagIsMd5() || ofCiphertext || !MD5.matcher(kept).matches()) {
      return false;
    }
    compare("MD5", HexFormat.of().formatHex(Base64.getDecoder().decode(sent)), kept);
    return true;
  }

  private void compareLength(PutObjectRequest request, RequestBody body) {
    if (body.optionalContentLength().isEmpty()) {
      return;
    }
    Long kept =
        headObject(
                head ->
                    head.bucket(request.bucket())
                        .key(request.key())
                        .overrideConfiguration(
                            limit -> limit.apiCallTimeout(settings.controlTimeout())))
            .contentLength();
    compare("length", String.valueOf(body.optionalContentLength().get()), String.valueOf(kept));
  }

  private void compare(String what, String sent, String kept) {
    if (sent != null && kept != null && !sent.equals(kept)) {
      differences.increment();
      throw new InfrastructureFailureException(
          "S3 put: the store has other bytes than were sent, %s %s instead of %s"
              .formatted(what, kept, sent),
          null);
    }
  }

  /** Base64; null if the settings do not ask for it. */
  private String sha256(RequestBody body) {
    if (!settings.checksumSha256()) {
      return null;
    }
    MessageDigest digest = Digests.sha256();
    try (InputStream in = new DigestInputStream(body.contentStreamProvider().newStream(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new InfrastructureFailureException("the bytes for object storage can't be read", e);
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }
}
