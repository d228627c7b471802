package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every sample says, written down in {@code samples-decoded.txt}: a name, and below it, set
 * in, a line for each item.
 */
class SampleWebhooksTest {

  private static final Map<String, String> EXPECTED = expected();

  static Stream<String> webhooks() {
    return Samples.webhooks();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("webhooks")
  void saysWhatIsWrittenDown(String name) {
    assertThat(decoded(name)).isEqualTo(EXPECTED.get(name));
  }

  @Test
  void everySampleIsWrittenDownAndThere() {
    assertThat(Samples.webhooks()).containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
  }

  private static String decoded(String name) {
    try {
      Decoded decoded = Samples.decode(Samples.bytes(name));
      if (decoded.disposition() == Disposition.IGNORED) {
        return "  ignored " + decoded.event();
      }
      assertThat(decoded.problems()).isEmpty();
      return decoded.items().stream()
          .map(item -> "  [" + decoded.instance() + "] " + Described.of(item))
          .collect(Collectors.joining("\n"));
    } catch (NotUnderstoodException e) {
      return "  not understood: " + e.getMessage();
    }
  }

  private static Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    try (InputStream in = SampleWebhooksTest.class.getResourceAsStream("samples-decoded.txt")) {
      String name = null;
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("  ")) {
          expected.merge(name, line, (one, other) -> one + "\n" + other);
        } else {
          name = line;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return expected;
  }
}
