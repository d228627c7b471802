package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size limit (2 MB in tests). */
class WebhookSizeIT extends HubTest {

  private static final int LIMIT = 2 * 1024 * 1024;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/evolution",
        "/webhooks/%65volution",
        "/webhooks;a=b/evolution/x",
        "/webhooks/evolution/%2e%2e/x"
      })
  void aBodyDeclaredTooLargeIsRefusedBeforeItIsSent(String path) throws IOException {
    try (Wire wire = new Wire(hub.base())) {
      head(wire, path, WEBHOOK_TOKEN, "Content-Length: " + (LIMIT + 1));

      assertThat(wire.statusLine()).contains(" 413");
    }
  }

  @Test
  void aStrangerIsRefusedWhateverTheSize() throws IOException {
    try (Wire wire = new Wire(hub.base())) {
      head(wire, "/webhooks/evolution", "wrong", "Content-Length: " + (LIMIT + 1));

      assertThat(wire.statusLine()).contains(" 401");
    }
  }

  @Test
  void aBodyOfUndeclaredLengthIsReadUpToTheLimitOnly() throws IOException {
    try (Wire wire = new Wire(hub.base())) {
      head(wire, "/webhooks/evolution", WEBHOOK_TOKEN, "Transfer-Encoding: chunked");
      OutputStream out = wire.body();
      byte[] chunk = new byte[64 * 1024];
      // It never ends: who waited for the end would wait for ever.
      for (int sent = 0; sent <= LIMIT; sent += chunk.length) {
        out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(chunk);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.flush();

      assertThat(wire.statusLine()).contains(" 413");
    }
  }

  @Test
  void aBodyWithinTheLimitIsTaken() {
    byte[] body =
        ("{\"event\":\"moon.landing\",\"data\":{\"x\":\"" + "x".repeat(LIMIT - 100) + "\"}}")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(hub.deliver(body).statusCode()).isEqualTo(202);
  }

  private static void head(Wire wire, String path, String token, String length) throws IOException {
    wire.head(
        "POST " + path, "Content-Type: application/json", "X-Webhook-Token: " + token, length);
  }
}
