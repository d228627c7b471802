package io.bactrian.send;

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

  @ParameterizedTest
  @CsvSource({
    ", , application/pdf, document.pdf",
    ", , , document",
    "https://files.test/d/offer.pdf?x=1, , application/pdf, offer.pdf",
    "https://files.test/d/4711, , application/pdf, 4711.pdf",
    "https://files.test, , application/pdf, document.pdf",
    "https://files.test/x, mine, application/pdf, mine",
    "https://files.test/x, , image/png,"
  })
  void aDocumentAlwaysHasAName(String url, String given, String mimeType, String expected) {
    String key = url == null ? "outbound/1" : null;

    assertThat(new SendRequest.Media(url, key, mimeType, given, null, null).sentName())
        .isEqualTo(expected);
  }

  private static SendRequest.Media media(String mimeType) {
    return new SendRequest.Media("https://files.test/x", null, mimeType, null, null, null);
  }
}
