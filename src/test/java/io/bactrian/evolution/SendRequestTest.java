package io.bactrian.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendRequestTest {

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, image",
    "image/webp, image",
    "video/mp4, video",
    "audio/ogg; codecs=opus, audio",
    "application/pdf, document",
    "text/plain, document",
    "imaged/x, document",
    "application/vnd.image/x, document"
  })
  void theMediaTypeFollowsFromTheMimeType(String mimeType, String mediaType) {
    assertThat(media(mimeType).mediaType()).isEqualTo(mediaType);
  }

  @Test
  void withoutAMimeTypeItIsADocument() {
    assertThat(media(null).mediaType()).isEqualTo("document");
  }

  private static SendRequest.Media media(String mimeType) {
    return new SendRequest.Media("https://files.test/x", null, mimeType, null, null, null);
  }
}
