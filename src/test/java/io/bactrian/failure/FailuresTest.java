package io.bactrian.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailuresTest {

  static Stream<Exception> infrastructure() {
    return Stream.of(
        new InfrastructureFailureException("the disk is full", null),
        new InfrastructureFailureException(
            "an odd answer of S3", new JsonParseException("no JSON")),
        new QueryTimeoutException("slow"),
        new CannotCreateTransactionException("no connection"),
        new AmqpConnectException(new IOException("refused")),
        new IllegalStateException(new SocketTimeoutException("stalled")),
        new IllegalStateException(new SQLException("gone", "08006")),
        SdkClientException.create("the ETag is another"));
  }

  static Stream<Exception> notInfrastructure() {
    return Stream.of(
        new IllegalStateException("a bug"),
        new NullPointerException(),
        new DataIntegrityViolationException("too long", new SQLException("x", "22001")),
        new IllegalStateException(new SQLException("x", "23505")),
        new DataAccessResourceFailureException("row size", new SQLException("x", "54000")),
        new IllegalStateException(new JsonParseException("no JSON")));
  }

  @ParameterizedTest
  @MethodSource("infrastructure")
  void whatMayPassIsInfrastructure(Exception failure) {
    assertThat(Failures.isInfrastructure(failure)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("notInfrastructure")
  void whatWouldFailTheSameWayForEverIsNot(Exception failure) {
    assertThat(Failures.isInfrastructure(failure)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"InternalError", "SlowDown", "AccessDenied", "BadDigest", "NoSuchBucket"})
  void objectStorageInTroubleIsInfrastructure(String code) {
    assertThat(Failures.isInfrastructure(s3(code))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EntityTooLarge", "KeyTooLongError"})
  void anObjectThatIsRefusedForWhatItIsIsNot(String code) {
    assertThat(Failures.isInfrastructure(s3(code))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("temporary")
  void whatACallThrowsItselfIsTemporaryThoughAServerOfOursThrowsItToo(Exception failure) {
    assertThat(Failures.kind(failure)).isEqualTo(FailureKind.TEMPORARY);
    assertThat(Failures.kind(new DataAccessResourceFailureException("no connection", failure)))
        .isEqualTo(FailureKind.INFRASTRUCTURE);
  }

  static Stream<Exception> temporary() {
    return Stream.of(
        new ConnectException("refused"),
        new SocketTimeoutException("no answer"),
        new UnknownHostException("evolution"),
        new SSLHandshakeException("no certificate"),
        new NoHttpResponseException("closed"));
  }

  @Test
  void whatSaysItselfWhatItIsCountsBeforeItsCause() {
    assertThat(Failures.kind(new RungDeadException("410", new IOException("broke off"))))
        .isEqualTo(FailureKind.TEMPORARY);
    assertThat(Failures.kind(new PermanentFailureException("not on WhatsApp")))
        .isEqualTo(FailureKind.PERMANENT);
  }

  @Test
  void aBugIsUnforeseenAndNoContentThatDoesNotFit() {
    assertThat(Failures.kind(new NullPointerException())).isEqualTo(FailureKind.UNFORESEEN);
    assertThat(Failures.isUnfit(new NullPointerException())).isFalse();
    assertThat(Failures.isUnfit(new IllegalStateException("a bug"))).isFalse();
  }

  @Test
  void whatTheDatabaseRefusesForItselfDoesNotFitButADatabaseThatIsAwayDoes() {
    assertThat(Failures.isUnfit(new DataIntegrityViolationException("0x00"))).isTrue();
    assertThat(Failures.isUnfit(new IllegalArgumentException("no such value"))).isTrue();
    assertThat(Failures.isUnfit(new QueryTimeoutException("slow"))).isFalse();
  }

  private static Exception s3(String code) {
    return (Exception)
        S3Exception.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}
