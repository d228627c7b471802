package io.bactrian.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a media host may do, and what it means for the rung. */
class DownloadTest {

  private static final MediaVector IMAGE = MediaVector.of("image");

  @TempDir Path temporary;
  private final CountDownLatch end = new CountDownLatch(1);
  private Ladder ladder;

  @BeforeEach
  void start() {
    ladder =
        new Ladder(
            temporary,
            "idle-timeout",
            "600ms",
            "deadline",
            "1500ms",
            "max-size",
            "1MB",
            "max-retry-after",
            "5m");
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    ladder.close();
  }

  private MediaFile fetch() {
    return ladder.fetch.plain(ladder.base + "/media?signature=secret", IMAGE.expected());
  }

  private void assertDead(String reason) {
    assertThatThrownBy(this::fetch).isInstanceOf(RungDeadException.class).hasMessage(reason);
    assertThat(ladder.temporaryFiles()).isEmpty();
  }

  private SourceUnavailableException assertUnavailable(String reason) {
    SourceUnavailableException fault =
        catchThrowableOfType(SourceUnavailableException.class, this::fetch);
    assertThat(fault).isNotNull().hasMessage(reason);
    assertThat(ladder.temporaryFiles()).isEmpty();
    return fault;
  }

  @Test
  void givesAVerifiedFileThatClosingDeletes() {
    ladder.answers(200, IMAGE.plaintext());
    try (MediaFile file = fetch()) {
      assertThat(file.content()).isEqualTo(IMAGE.plaintext());
      assertThat(file.size()).isEqualTo(IMAGE.length());
      assertThat(file.sha256())
          .isEqualTo("bf0996c8a2d4a2e9a0de64748a743de74b3c78d1809e0102a850c3dc059548da");
      assertThat(file.mimeType()).isEqualTo("image/jpeg");
    }
    assertThat(ladder.temporaryFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 416, 451, 206, 204})
  void aRefusalIsTheEndOfTheRung(int status) {
    ladder.answers(status, new byte[0]);
    assertDead("HTTP " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void troubleOfTheSourcePasses(int status) {
    ladder.answers(status, "busy".getBytes(UTF_8));
    assertThat(assertUnavailable("HTTP " + status).retryAfter()).isNull();
  }

  @Test
  void aRetryAfterIsHandedOnAndCapped() {
    ladder.answers(429, new byte[0], "Retry-After", "17");
    assertThat(assertUnavailable("HTTP 429").retryAfter()).isEqualTo(Duration.ofSeconds(17));
    ladder.answers(503, new byte[0], "Retry-After", "86400");
    assertThat(assertUnavailable("HTTP 503").retryAfter()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsRefusedAndNotFollowed(int status) {
    ladder.answers(status, new byte[0], "Location", ladder.base + "/elsewhere");
    assertDead("redirect refused (HTTP %d)".formatted(status));
    assertThat(ladder.requests).hasSize(1);
  }

  @Test
  void otherBytesThanAnnouncedAreTheEndOfTheRung() {
    ladder.answers(200, MediaVector.of("sticker").plaintext());
    assertDead("SHA-256 of the plaintext differs");
  }

  @Test
  void bytesCutShortByTheConnectionMayComeWholeLater() {
    ladder.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, IMAGE.length());
          exchange.getResponseBody().write(IMAGE.plaintext(), 0, 100);
          exchange.getResponseBody().flush();
        });
    assertUnavailable("connection broke");
  }

  @Test
  void anAnnouncedSizeOverTheCapIsNotEvenRead() {
    ladder.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 5L << 30);
          hold();
        });
    assertDead("announced as 5368709120 bytes, too large");
  }

  @Test
  void aBodyWithoutEndIsCutAtTheCap() {
    ladder.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          flood(exchange.getResponseBody());
        });
    assertDead("larger than 1048576 bytes");
  }

  @Test
  void aRefusalWithABodyWithoutEndDoesNotHold() {
    ladder.answers(
        exchange -> {
          exchange.sendResponseHeaders(410, 0);
          flood(exchange.getResponseBody());
        });
    assertDead("HTTP 410");
  }

  @Test
  void aServerThatDripsIsCutAtTheDeadline() {
    ladder.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, IMAGE.length());
          while (!end.await(100, TimeUnit.MILLISECONDS)) {
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
          }
        });
    Instant start = Instant.now();
    assertThat(assertUnavailable("not done within PT1.5S"))
        .as("not asked again at once")
        .isInstanceOf(SourceTooSlowException.class);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aSilentServerIsLeftAfterTheIdleTime() {
    ladder.answers(exchange -> hold());
    assertUnavailable("no bytes for too long");
  }

  @Test
  void aClosedPortMayOpenLater() {
    ladder.hangUp();
    assertUnavailable("connection refused");
  }

  @Test
  void aProgramThatStopsBlamesItself() throws IOException {
    ladder.stop();
    assertThatThrownBy(this::fetch)
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessage("stopping");
  }

  @Test
  void packedBytesNobodyAskedForAreRefused() {
    ladder.answers(200, IMAGE.plaintext(), "Content-Encoding", "gzip");
    assertDead("unasked content encoding");
    assertThat(ladder.requests.get(0).headers().getFirst("Accept-Encoding")).isEqualTo("identity");
  }

  @Test
  void cookiesAreNotKept() {
    ladder.answers(200, IMAGE.plaintext(), "Set-Cookie", "a=b");
    fetch().close();
    fetch().close();
    assertThat(ladder.requests).hasSize(2).noneMatch(r -> r.headers().containsKey("Cookie"));
  }

  private void hold() {
    try {
      end.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void flood(OutputStream out) throws IOException {
    byte[] block = new byte[64 << 10];
    for (long sent = 0; sent < 4L << 30; sent += block.length) {
      out.write(block);
    }
    throw new AssertionError("read past every limit");
  }
}
