package io.bactrian.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.failure.RungDeadException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may become the picture of a person or a group. */
class PictureFetchTest {

  private static final byte[] IMAGE = MediaVector.of("image").plaintext();
  private static final Duration BETWEEN_DRIPS = Duration.ofMillis(50);

  @TempDir Path temporary;
  private Ladder ladder;

  @BeforeEach
  void start() {
    ladder = new Ladder(temporary);
  }

  @AfterEach
  void stop() throws IOException {
    ladder.close();
  }

  @Test
  void aPictureIsGivenInAFileThatClosingDeletes() {
    ladder.answers(200, IMAGE);
    try (MediaFile file = fetch()) {
      assertThat(file.content()).isEqualTo(IMAGE);
      assertThat(file.mimeType()).isEqualTo("image/jpeg");
    }
    assertThat(ladder.temporaryFiles()).isEmpty();
  }

  @Test
  void aFilmIsNone() {
    ladder.answers(200, MediaVector.of("video").plaintext());
    assertRefused("a picture announced, bytes are video/mp4");
  }

  @Test
  void anythingElseIsNone() {
    ladder.answers(200, "<html>".getBytes(UTF_8));
    assertRefused("image announced, bytes are text/html");
    ladder.answers(200, new byte[0]);
    assertRefused("no bytes, and no SHA-256 says that there are none");
  }

  @Test
  void oneOverItsOwnCapIsRefused() {
    ladder.answers(200, new byte[(64 << 10) + 1]);
    assertRefused("announced as 65537 bytes, too large");
  }

  @Test
  void oneThatDripsIsCutAtItsOwnDeadline() {
    ladder.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, IMAGE.length);
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(IMAGE, i, 1);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(BETWEEN_DRIPS.toNanos());
          }
        });
    assertThatThrownBy(this::fetch)
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessage("not done within PT3S");
    assertThat(ladder.temporaryFiles()).isEmpty();
  }

  @Test
  void aStrangersHostIsNotAsked() {
    assertThatThrownBy(() -> ladder.pictures.get("http://10.0.0.1/p.jpg"))
        .isInstanceOf(RungDeadException.class)
        .hasMessage("host refused: 10.0.0.1");
    assertThat(ladder.requests).isEmpty();
  }

  private MediaFile fetch() {
    return ladder.pictures.get(ladder.base + "/v/t61/p.jpg?oh=signature");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::fetch).isInstanceOf(RungDeadException.class).hasMessage(reason);
    assertThat(ladder.temporaryFiles()).isEmpty();
  }
}
