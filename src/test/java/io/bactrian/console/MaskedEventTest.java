package io.bactrian.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** A webhook for people to read. */
class MaskedEventTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void secretsAndBytesAreLeftOutAtAnyDepth() {
    String shown =
        show(
            """
            {"apikey": "K1", "data": [{"message": {"mediaKey": {"0": 7}, "base64": "QUJD",
              "fileSha256": "S1", "jpegThumbnail": "T1", "conversation": "hello",
              "messageContextInfo": {"messageSecret": "M9"}}}],
             "Authorization": null}""");

    assertThat(shown)
        .contains("hello", "\"apikey\" : \"•••\"", "\"mediaKey\" : \"•••\"")
        .doesNotContain("K1", "QUJD", "S1", "T1", "7", "M9");
  }

  @Test
  void ofWhatCanNotBeReadAsAWholeNothingIsShown() {
    assertThat(MaskedEvent.of("{\"apikey\": \"K1".getBytes(UTF_8), true, json)).isEmpty();
    assertThat(show("no json ".repeat(100))).hasSize(200);
  }

  @Test
  void aLongTextIsCut() {
    assertThat(show("{\"text\": \"" + "x".repeat(5_000) + "\"}")).hasSizeLessThan(2_100);
  }

  private String show(String body) {
    return MaskedEvent.of(body.getBytes(UTF_8), false, json);
  }
}
