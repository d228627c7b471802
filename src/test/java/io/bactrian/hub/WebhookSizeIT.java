package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The size limit (2 MB in tests), on the wire itself: a client library would hide what is read. */
class WebhookSizeIT extends HubTest {

  private static final int LIMIT = 2 * 1024 * 1024;
  private static final int SIXTEEN_SECONDS = 16_000;

  @Test
  void aBodyDeclaredTooLargeIsRefusedBeforeItIsSent() throws IOException {
    try (Socket socket = connect()) {
      head(socket, WEBHOOK_TOKEN, "Content-Length: " + (LIMIT + 1));

      assertThat(statusLine(socket)).contains(" 413");
    }
  }

  @Test
  void aStrangerIsRefusedWhateverTheSize() throws IOException {
    try (Socket socket = connect()) {
      head(socket, "wrong", "Content-Length: " + (LIMIT + 1));

      assertThat(statusLine(socket)).contains(" 401");
    }
  }

  @Test
  void aBodyOfUndeclaredLengthIsReadUpToTheLimitOnly() throws IOException {
    try (Socket socket = connect()) {
      head(socket, WEBHOOK_TOKEN, "Transfer-Encoding: chunked");
      OutputStream out = socket.getOutputStream();
      byte[] chunk = new byte[64 * 1024];
      // It never ends: who waited for the end would wait for ever.
      for (int sent = 0; sent <= LIMIT; sent += chunk.length) {
        out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(chunk);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.flush();

      assertThat(statusLine(socket)).contains(" 413");
    }
  }

  @Test
  void aBodyWithinTheLimitIsTaken() {
    byte[] body =
        ("{\"event\":\"moon.landing\",\"data\":{\"x\":\"" + "x".repeat(LIMIT - 100) + "\"}}")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(hub.deliver(body).statusCode()).isEqualTo(202);
  }

  private Socket connect() throws IOException {
    URI base = hub.base();
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(SIXTEEN_SECONDS);
    return socket;
  }

  private static void head(Socket socket, String token, String length) throws IOException {
    String head =
        String.join(
            "\r\n",
            "POST /webhooks/evolution HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "X-Webhook-Token: " + token,
            length,
            "",
            "");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String statusLine(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }
}
