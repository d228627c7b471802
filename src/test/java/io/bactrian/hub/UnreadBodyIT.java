package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Nothing of a body is read, parsed or written to the disk before its sender is known. */
class UnreadBodyIT extends HubTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PART =
      """
      --x\r
      Content-Disposition: form-data; name="file"; filename="a.json"\r
      Content-Type: application/json\r
      \r
      {}\r
      --x--\r
      """;

  @Autowired private ServletContext servlets;

  @ParameterizedTest
  @CsvSource({
    "POST, /webhooks/evolution, application/json, 401",
    "POST, /webhooks/evolution, application/x-www-form-urlencoded, 401",
    "POST, /webhooks/evolution, multipart/form-data; boundary=x, 401",
    "POST, /webhooks/evolution, multipart/form-data, 401",
    "POST, /webhooks/%65volution, application/json, 401",
    "POST, /webhooks;a=b/evolution, application/json, 401",
    "POST, /webhooks/evolution/%2e%2e/x, application/json, 401",
    "POST, /webhooks/evolution/../../nowhere, application/json, 401",
    "POST, /webhooks/evolution/..;/x, multipart/form-data, 401",
    "PUT, /webhooks/evolution, application/x-www-form-urlencoded, 405",
    "PUT, /api/messages, application/x-www-form-urlencoded, 401",
    "POST, /api/messages, multipart/form-data; boundary=x, 401",
    "POST, /nowhere, multipart/form-data; boundary=x, 404"
  })
  void aStrangerIsAnsweredThoughTheBodyNeverComes(
      String method, String path, String type, int status) throws IOException {
    try (Wire wire = new Wire(hub.base())) {
      wire.head(method + " " + path, "Content-Type: " + type, "Content-Length: 1000");

      assertThat(wire.statusLine()).contains(" " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {FORM, "multipart/form-data; boundary=x", "multipart/form-data", "text/plain"})
  void whatIsNoJsonIsRefusedOnceItsSenderIsKnown(String type) throws IOException {
    try (Wire wire = new Wire(hub.base())) {
      wire.head(
          "POST /webhooks/evolution",
          "X-Webhook-Token: " + WEBHOOK_TOKEN,
          "Content-Type: " + type,
          "Content-Length: 1000");

      assertThat(wire.statusLine()).contains(" 415");
    }
  }

  @Test
  void aFileOfAFormIsWrittenNowhere() {
    HttpRequest.Builder request =
        hub.webhook("/webhooks/evolution", PART.getBytes(StandardCharsets.US_ASCII))
            .setHeader("Content-Type", "multipart/form-data; boundary=x");

    assertThat(hub.send(request).statusCode()).isEqualTo(401);
    assertThat(hub.send(request.header("X-Webhook-Token", WEBHOOK_TOKEN)).statusCode())
        .isEqualTo(415);
    assertThat((File) servlets.getAttribute(ServletContext.TEMPDIR)).isEmptyDirectory();
  }

  @Test
  void aTokenInTheAddressIsNone() {
    HttpRequest.Builder request =
        hub.webhook(
            "/webhooks/evolution?X-Webhook-Token=" + WEBHOOK_TOKEN,
            "{}".getBytes(StandardCharsets.US_ASCII));

    assertThat(hub.send(request).statusCode()).isEqualTo(401);
  }
}
