package io.bactrian.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCensusTest {

  private static final int SIZE = 1 << 20;
  private static final long ALL = Long.MAX_VALUE;

  private static byte[] repeated(String element) {
    StringBuilder body = new StringBuilder("[0");
    for (int i = 0; body.length() < SIZE; i++) {
      body.append(',').append(element.replace("#", String.valueOf(i)));
    }
    return body.append(']').toString().getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "[[]]",
        "{\"a\":1}",
        "{\"a\":{}}",
        "1",
        "-77",
        "1.5",
        "\"\"",
        "\"a\"",
        "null",
        "{\"k#\":#}",
        "[1,2,3,4]",
        "12345678901234567890",
        "\"quite a long text, and more of it\""
      })
  void isNoLessThanTheTreeThatAMapperMakes(String element) throws IOException {
    byte[] body = repeated(element);
    ObjectMapper json = new ObjectMapper();
    json.readTree(body);
    long before = used();
    Object tree = json.readTree(body);
    long taken = used() - before;

    assertThat(BodyCensus.of(body).heap(ALL)).isGreaterThan(taken);
    assertThat(tree).isNotNull();
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void ofAnUsualWebhookIsAFractionOfAMegabyte() throws IOException {
    byte[] body =
        Files.readAllBytes(
            Path.of(
                "src/test/resources/samples/"
                    + "05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json"));

    assertThat(BodyCensus.of(body).heap(ALL)).isLessThan(SIZE / 2);
  }

  @Test
  void leavesOutInlineMediaAndNothingElse() {
    String text = "x".repeat(1_000);
    long inline = BodyCensus.of(("{\"base64\": \"" + text + "\"}").getBytes(UTF_8)).heap(ALL);
    long other = BodyCensus.of(("{\"base65\": \"" + text + "\"}").getBytes(UTF_8)).heap(ALL);
    long value = BodyCensus.of(("[\"base64\", \"" + text + "\"]").getBytes(UTF_8)).heap(ALL);

    assertThat(inline).isLessThan(1_000);
    assertThat(other).isGreaterThan(5_000);
    assertThat(value).isGreaterThan(5_000);
  }

  @Test
  void readsMarksInTextsAsText() {
    assertThat(BodyCensus.of("[\"{[,:\\\"]}\"]".getBytes(UTF_8)).heap(ALL))
        .isEqualTo(BodyCensus.of("[\"abcd\\\"ef\"]".getBytes(UTF_8)).heap(ALL));
  }
}
