package io.bactrian.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingMessageTest {

  @Test
  void equalMessagesHaveEqualFingerprints() {
    assertThat(media("image/png", new byte[] {1, 2}).fingerprint())
        .isEqualTo(media("image/png", new byte[] {1, 2}).fingerprint())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void anyDifferenceShowsInTheFingerprint() {
    assertThat(
            List.of(
                text("sales", "ab").fingerprint(),
                text("salesa", "b").fingerprint(),
                text("sales", "a").fingerprint(),
                text("sales", null).fingerprint(),
                media("image/png", new byte[] {1}).fingerprint(),
                media("image/png", new byte[] {2}).fingerprint(),
                media("image/jpeg", new byte[] {2}).fingerprint()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, image",
    "video/mp4, video",
    "audio/ogg;codecs=opus, audio",
    "application/pdf, document",
    "text/plain, document"
  })
  void theTypeOfAMediaSaysHowItIsShown(String mimeType, String kind) {
    assertThat(media(mimeType, new byte[0]).kind()).isEqualTo(kind);
    assertThat(text("sales", "a").kind()).isEqualTo("text");
  }

  private static OutgoingMessage text(String instance, String text) {
    return new OutgoingMessage(
        instance, "1234567@lid", text, null, null, null, List.of(), false, null);
  }

  private static OutgoingMessage media(String mimeType, byte[] content) {
    return new OutgoingMessage(
        "sales",
        "1234567@lid",
        null,
        new OutgoingMessage.Media(
            URI.create("https://a.example/b"), content, mimeType, "b", null, null),
        null,
        null,
        List.of(),
        false,
        null);
  }
}
