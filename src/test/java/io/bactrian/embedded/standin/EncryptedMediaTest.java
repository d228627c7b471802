package io.bactrian.embedded.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncryptedMediaTest {

  static Stream<JsonNode> vectors() {
    List<JsonNode> all = new ArrayList<>();
    Samples.json("media/media-vectors.json").get("vectors").forEach(all::add);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void encryptsAsWhatsAppDoes(JsonNode vector) {
    String hash = vector.get("fileEncSha256Base64").asText();
    EncryptedMedia media =
        SampleMedia.all().stream()
            .map(SampleMedia::media)
            .filter(each -> Base64.getEncoder().encodeToString(each.fileEncSha256()).equals(hash))
            .findFirst()
            .orElseThrow();
    assertThat(Base64.getEncoder().encodeToString(media.fileSha256()))
        .isEqualTo(vector.get("fileSha256Base64").asText());
    assertThat(media.file().length()).isEqualTo(vector.get("encLength").asLong());
    assertThat(media.plain().length()).isEqualTo(vector.get("plaintextLength").asLong());
  }

  @Test
  void whatIsTooLargeForTheHeapIsWrittenAllTheSame() throws Exception {
    long length = Runtime.getRuntime().maxMemory() / 16 + 7;
    EncryptedMedia media =
        EncryptedMedia.of(new byte[32], "video", Content.generated(new byte[] {9, 9}, length));
    long[] written = new long[1];
    media
        .file()
        .writeTo(
            new OutputStream() {
              @Override
              public void write(int b) {
                written[0]++;
              }

              @Override
              public void write(byte[] bytes, int from, int size) {
                written[0] += size;
              }
            });
    assertThat(written[0]).isEqualTo(media.file().length());
  }

  @Test
  void aBeginningGoesBeforeWhatIsGenerated() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Content.generated(new byte[] {9, 8}, 5).writeTo(out);
    assertThat(out.toByteArray()).containsExactly(9, 8, 62, 93, 124);
  }
}
