package io.bactrian.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.media.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class VerifiedS3ClientTest {

  private static final byte[] BYTES = "Ação".getBytes(UTF_8);
  private static final String TAG =
      "\"" + HexFormat.of().formatHex(Digests.md5().digest(BYTES)) + "\"";
  private static final String OTHER = "\"" + "0".repeat(32) + "\"";

  private final S3Client store = mock(S3Client.class);
  private final Counter differences = new SimpleMeterRegistry().counter("differences");

  private S3Client client(String... settings) {
    return new VerifiedS3Client(store, Settings.s3(settings), "us-east-1", differences);
  }

  private void answers(Consumer<PutObjectResponse.Builder> answer) {
    when(store.putObject(any(PutObjectRequest.class), any(RequestBody.class)))
        .thenReturn(PutObjectResponse.builder().applyMutation(answer).build());
  }

  private void has(long length) {
    when(store.headObject(any(HeadObjectRequest.class)))
        .thenReturn(HeadObjectResponse.builder().contentLength(length).build());
  }

  private void put(S3Client client) {
    client.putObject(
        put -> put.bucket("b").key("k").contentMD5(ObjectBytes.of(BYTES).md5()),
        RequestBody.fromBytes(BYTES));
  }

  @Test
  void theETagOfTheBytesSentIsAllThatIsAskedFor() {
    answers(answer -> answer.eTag(TAG.toUpperCase(Locale.ROOT)));
    put(client());
    verify(store, never()).headObject(any(HeadObjectRequest.class));
    assertThat(differences.count()).isZero();
  }

  @SuppressWarnings("unchecked") // any consumer
  @Test
  void aBucketThatIsMissingIsMadeAtThePut() {
    when(store.putObject(any(PutObjectRequest.class), any(RequestBody.class)))
        .thenThrow(NoSuchKeyException.builder().statusCode(404).build())
        .thenReturn(PutObjectResponse.builder().eTag(TAG).build());
    put(client());
    verify(store).createBucket(any(Consumer.class));
  }

  @SuppressWarnings("unchecked") // any consumer
  @Test
  void aBucketThatMayNotBeMadeIsNot() {
    when(store.putObject(any(PutObjectRequest.class), any(RequestBody.class)))
        .thenThrow(NoSuchKeyException.builder().statusCode(404).build());
    S3Client client = client("create-bucket", "false");
    assertThatThrownBy(() -> put(client)).isInstanceOf(NoSuchKeyException.class);
    verify(store, never()).createBucket(any(Consumer.class));
  }

  @Test
  void theETagOfOtherBytesIsOurOwnTrouble() {
    answers(answer -> answer.eTag(OTHER));
    S3Client client = client();
    assertThatThrownBy(() -> put(client))
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessageStartingWith("S3 put: the store has other bytes than were sent, MD5 000");
    assertThat(differences.count()).isEqualTo(1);
  }

  @Test
  void whereTheETagIsNoMd5TheLengthIsCompared() {
    answers(answer -> answer.eTag("\"" + "0".repeat(32) + "-1\""));
    assertThatTheLengthCounts(client());
    answers(answer -> {});
    assertThatTheLengthCounts(client());
  }

  @Test
  void theETagOfWhatTheStoreEncryptedWithAKeyTellsNothing() {
    answers(answer -> answer.eTag(OTHER).serverSideEncryption(ServerSideEncryption.AWS_KMS));
    assertThatTheLengthCounts(client());
    answers(answer -> answer.eTag(OTHER).serverSideEncryption(ServerSideEncryption.AWS_KMS_DSSE));
    assertThatTheLengthCounts(client());
    answers(answer -> answer.eTag(OTHER).sseCustomerAlgorithm("AES256"));
    assertThatTheLengthCounts(client());
  }

  @Test
  void theETagOfWhatTheStoreEncryptedWithItsOwnKeyIsThatOfTheBytes() {
    answers(answer -> answer.eTag(OTHER).serverSideEncryption(ServerSideEncryption.AES256));
    S3Client client = client();
    assertThatThrownBy(() -> put(client)).isInstanceOf(InfrastructureFailureException.class);
  }

  @Test
  void theSettingsMaySayThatTheStoresETagIsNoMd5() {
    answers(answer -> answer.eTag(OTHER));
    assertThatTheLengthCounts(client("etag-is-md5", "false"));
  }

  @Test
  void theSha256GoesAlongWhereTheSettingsSaySoAndIsComparedIfItComesBack() {
    answers(answer -> answer.eTag(TAG));
    S3Client client = client("checksum-sha256", "true");
    put(client);
    ArgumentCaptor<PutObjectRequest> sent = ArgumentCaptor.forClass(PutObjectRequest.class);
    verify(store).putObject(sent.capture(), any(RequestBody.class));
    assertThat(sent.getValue().checksumSHA256())
        .isEqualTo(Base64.getEncoder().encodeToString(Digests.sha256().digest(BYTES)));
    answers(answer -> answer.eTag(TAG).checksumSHA256("of other bytes"));
    assertThatThrownBy(() -> put(client))
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessageContaining("SHA-256 of other bytes instead of");
  }

  @Test
  void aPartIsComparedAsWell() {
    when(store.uploadPart(any(UploadPartRequest.class), any(RequestBody.class)))
        .thenReturn(UploadPartResponse.builder().eTag(OTHER).build());
    S3Client client = client();
    assertThatThrownBy(
            () ->
                client.uploadPart(
                    part -> part.contentMD5(ObjectBytes.of(BYTES).md5()),
                    RequestBody.fromBytes(BYTES)))
        .isInstanceOf(InfrastructureFailureException.class);
  }

  private void assertThatTheLengthCounts(S3Client client) {
    has(BYTES.length);
    assertThatCode(() -> put(client)).doesNotThrowAnyException();
    has(BYTES.length - 1);
    assertThatThrownBy(() -> put(client))
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessageContaining("length 5 instead of 6");
  }
}
