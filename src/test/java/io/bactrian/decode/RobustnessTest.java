package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bactrian.web.SpooledBody;
import io.bactrian.webhook.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes, it is decoded or not understood; nothing else is thrown. */
class RobustnessTest {

  private static final int ROUNDS = 40;
  private static final List<String> JUNK =
      List.of(
          "null", "{}", "[]", "\"\"", "-1", "1e999", "true", "\"\\ud800\"", "[[{}]]", "{\"0\":{}}");

  private final EnvelopeReader reader = new EnvelopeReader(Settings.byDefault());
  private final WebhookDecoder decoder = new WebhookDecoder(Settings.byDefault());
  private final Random random = new Random(20261122);
  private int understood;
  private int notUnderstood;

  private List<byte[]> samples() {
    return Samples.webhooks()
        .map(Samples::bytes)
        .filter(body -> body.length > 0 && body.length < 30_000)
        .toList();
  }

  private void decode(byte[] body) {
    try {
      decoder.decode(reader.read(Samples.EVENT, SpooledBody.of(body), null));
      understood++;
    } catch (NotUnderstoodException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(500);
      notUnderstood++;
    } catch (Throwable e) {
      fail("thrown for " + new String(body, StandardCharsets.UTF_8), e);
    }
  }

  @Test
  void truncatedBodies() {
    for (byte[] sample : samples()) {
      for (int i = 0; i < ROUNDS; i++) {
        decode(Arrays.copyOf(sample, random.nextInt(sample.length)));
      }
    }
    assertThat(understood).isZero();
  }

  @Test
  void bodiesWithWrongBytes() {
    for (byte[] sample : samples()) {
      for (int i = 0; i < ROUNDS; i++) {
        byte[] body = sample.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
          body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        decode(body);
      }
    }
    assertThat(notUnderstood).isPositive();
  }

  @Test
  void bodiesWithOtherValuesThanExpected() {
    for (byte[] sample : samples()) {
      String json = new String(sample, StandardCharsets.UTF_8);
      for (int i = 0; i < ROUNDS; i++) {
        decode(withJunk(json).getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(understood).isPositive();
    assertThat(notUnderstood).isPositive();
  }

  /**
   * Puts junk in the place of the value behind some colon: a text, a number, or what opens there.
   */
  private String withJunk(String json) {
    int colon = json.indexOf("\": ", random.nextInt(json.length()));
    if (colon < 0) {
      return json;
    }
    int start = colon + 3;
    return json.substring(0, start)
        + JUNK.get(random.nextInt(JUNK.size()))
        + json.substring(endOfValue(json, start));
  }

  private static int endOfValue(String json, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"' && json.charAt(i - 1) != '\\') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        depth++;
      } else if (!quoted && (c == '}' || c == ']') && depth-- == 0) {
        return i;
      } else if (!quoted && c == ',' && depth == 0) {
        return i;
      }
    }
    return json.length();
  }

  /** A worker's stack is deep already when it decodes. */
  @Test
  void bodiesNestedAsDeepAsIsReadOnLittleStack() throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    Thread small = new Thread(null, this::bodiesNestedAsDeepAsIsRead, "small", 256 << 10);
    small.setUncaughtExceptionHandler((thread, failure) -> thrown[0] = failure);
    small.start();
    small.join();
    assertThat(thrown[0]).isNull();
  }

  @Test
  void bodiesNestedAsDeepAsIsRead() {
    for (String open : List.of("{\"message\":", "{\"x\":", "[")) {
      for (int depth : new int[] {10, 200, 290, 295, 300, 900, 1000, 100_000}) {
        String close = open.equals("[") ? "]" : "}";
        String nested = open.repeat(depth) + "7" + close.repeat(depth);
        for (String data :
            List.of(
                nested,
                "{\"key\":{\"remoteJid\":\"1@lid\",\"id\":\"A\"},\"message\":" + nested + "}",
                "{\"key\":{\"remoteJid\":\"1@lid\",\"id\":\"A\"},"
                    + "\"message\":{\"imageMessage\":{\"mimetype\":\"image/png\",\"deep\":"
                    + nested
                    + "}}}")) {
          decode(
              ("{\"event\":\"messages.upsert\",\"instance\":\"i\",\"data\":" + data + "}")
                  .getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(understood).isPositive();
  }
}
