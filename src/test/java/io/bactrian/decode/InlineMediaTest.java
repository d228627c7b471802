package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.storage.ObjectBytes;
import io.bactrian.web.SpooledBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlineMediaTest {

  /** Contains every character of the alphabet once encoded. */
  private static final byte[] BYTES = random(50_000);

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static InlineMedia inline(String jsonText) {
    byte[] body = ("[\"" + jsonText + "\"]").getBytes(StandardCharsets.UTF_8);
    return new InlineMedia(Samples.EVENT, 3, SpooledBody.of(body), 2, body.length - 4L);
  }

  private static byte[] decoded(String jsonText) throws IOException {
    try (InputStream in = inline(jsonText).open()) {
      return in.readAllBytes();
    }
  }

  private static String encoded() {
    return Base64.getEncoder().encodeToString(BYTES);
  }

  @Test
  void isDecodedAsItIsRead() throws IOException {
    assertThat(decoded(encoded())).isEqualTo(BYTES);
    assertThat(inline(encoded()).decoded()).isEqualTo(ObjectBytes.of(BYTES));
  }

  @Test
  void canBeReadByteForByteToo() throws IOException {
    try (InputStream in = inline("AP8=").open()) {
      assertThat(new int[] {in.read(), in.read(), in.read()}).containsExactly(0, 255, -1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 12_287, 12_288, 12_289, 24_576})
  void isWholeWhateverItsLength(int length) throws IOException {
    byte[] bytes = random(length);

    assertThat(decoded(Base64.getEncoder().encodeToString(bytes))).isEqualTo(bytes);
    assertThat(decoded(Base64.getEncoder().withoutPadding().encodeToString(bytes)))
        .isEqualTo(bytes);
  }

  @Test
  void mayHaveADataPrefix() throws IOException {
    assertThat(decoded("data:image/jpeg;base64," + encoded())).isEqualTo(BYTES);
    assertThat(decoded("data:audio/ogg; codecs=opus;base64," + encoded())).isEqualTo(BYTES);
    assertThat(decoded("data:x-some/media-type;base64," + encoded())).isEqualTo(BYTES);
  }

  @Test
  void mayBeUrlSafe() throws IOException {
    assertThat(decoded(Base64.getUrlEncoder().encodeToString(BYTES))).isEqualTo(BYTES);
  }

  @Test
  void mayHaveLineBreaks() throws IOException {
    String mime = Base64.getMimeEncoder().encodeToString(BYTES);

    assertThat(decoded(mime.replace("\r", "\\r").replace("\n", "\\n"))).isEqualTo(BYTES);
  }

  @Test
  void mayBeEscapedAsJsonAllows() throws IOException {
    String escaped = encoded().replace("/", "\\/").replace("+", "\\u002b").replace("A", "\\u0041");

    assertThat(decoded(escaped)).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@@@not base64@@@",
        "data:image/jpeg;base64,@@@not base64@@@",
        "data:image/jpeg,/9j/",
        "nodata;base64,/9j/",
        "A",
        "AAAAA",
        "AA==AAAA",
        "AAA=A",
        "====",
        "AA\\\\AA",
        "AA\\\"A",
        "AA\\u00e9A",
        "AAé",
        "",
        "data:image/png;base64,",
        " "
      })
  void isKnownToBeUndecodableWhenItIsRead(String jsonText) {
    InlineMedia media = inline(jsonText);

    assertThatThrownBy(media::decoded).isInstanceOf(UndecodableMediaException.class);
  }

  @Test
  void isUndecodableWherePaddingEndsABlockInTheMiddle() {
    String block = "A".repeat(16 * 1024 - 2) + "==";

    assertThatThrownBy(() -> decoded(block + "AAAA")).isInstanceOf(UndecodableMediaException.class);
  }

  @Test
  void hasAKeyOfItsOwnInObjectStorage() {
    assertThat(inline("").objectKey()).isEqualTo("inline/" + Samples.EVENT + "/3");
    assertThat(inline("").index()).isEqualTo(3);
  }
}
