package io.bactrian.api;

import static io.bactrian.api.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.send.OutgoingMessage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Sending messages. */
class SendIT {

  private static final String TEXT =
      "{\"instance\":\"sales\",\"to\":\"+55 11 91234-5678\",\"text\":\"Olá\",\"unknown\":1}";

  private final ConsoleServer server = ConsoleServer.shared();
  private final FakeHub hub = server.hub();
  private final Api api = server.api();

  @Test
  void aTextIsAcceptedAndItsPlaceIsNamed() {
    Api.Answer answer = api.post("/api/messages", TEXT);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("status")).isEqualTo("PENDING");
    assertThat(answer.header("Location")).isEqualTo("/api/messages/" + answer.text("id"));
    OutgoingMessage sent = hub.sent.get(hub.sent.size() - 1);
    assertThat(sent.to()).isEqualTo("5511912345678@s.whatsapp.net");
    assertThat(sent.text()).isEqualTo("Olá");
    assertThat(sent.instance()).isEqualTo("sales");
  }

  @Test
  void theSameKeyGetsTheSameAnswerAndSendsOnce() {
    int before = hub.sent.size();
    Api.Answer first = api.post("/api/messages", TEXT, "Idempotency-Key", "order-1");
    Api.Answer second = api.post("/api/messages", TEXT, "Idempotency-Key", "\"order-1\"");

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(hub.sent).hasSize(before + 1);
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    api.post("/api/messages", TEXT, "Idempotency-Key", "order-2");
    assertProblem(
        api.post("/api/messages", TEXT.replace("Olá", "Oi"), "Idempotency-Key", "order-2"),
        422,
        "another body");
  }

  @Test
  void anEmptyKeyIsRefused() {
    assertProblem(api.post("/api/messages", TEXT, "Idempotency-Key", " "), 400, "Idempotency-Key");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    Api.Answer answer = api.post("/api/messages", "{\"to\":\"ana\"}");
    assertProblem(answer, 400, "instance is required");
    assertThat(answer.body().path("errors").findValuesAsText("pointer"))
        .containsExactly("#/instance", "#/to", "#/text");
  }

  @Test
  void aMediaInBase64IsDecodedAsItIsRead() {
    byte[] content = new byte[1024 * 1024];
    content[0] = 7;
    assertThat(api.post("/api/messages", media(content)).status()).isEqualTo(202);
    OutgoingMessage sent = hub.sent.get(hub.sent.size() - 1);
    assertThat(sent.media().content()).isEqualTo(content);
    assertThat(sent.kind()).isEqualTo("document");
  }

  @Test
  void aMediaOverItsLimitIsRefused() {
    assertProblem(
        api.post("/api/messages", media(new byte[1024 * 1024 + 1])), 400, "media.base64 must not");
  }

  @Test
  void whatIsNotBase64IsRefused() {
    String body = "{\"instance\":\"a\",\"to\":\"5511912345678\",\"media\":{\"base64\":\"ä!\"}}";
    Api.Answer answer = api.post("/api/messages", body);
    assertProblem(answer, 400, "media.base64 is not valid base64");
    assertThat(answer.body().path("errors").path(0).path("pointer").asText())
        .isEqualTo("#/media/base64");
  }

  @Test
  void aFieldOfAWrongTypeIsNamed() {
    assertProblem(
        api.post("/api/messages", TEXT.replace("\"unknown\":1", "\"delay\":\"long\"")),
        400,
        "delay is of a wrong type");
    for (String number : new String[] {"5", "1.5", "1e99999999", "true"}) {
      assertProblem(
          api.post("/api/messages", TEXT.replace("\"Olá\"", number)),
          400,
          "text is of a wrong type");
    }
  }

  @Test
  void whatIsNoJsonObjectIsRefused() {
    assertProblem(api.post("/api/messages", "{\"instance\":"), 400, "JSON object");
    assertProblem(api.post("/api/messages", ""), 400, "JSON object");
    assertProblem(api.post("/api/messages", "[]"), 400, "JSON object");
    assertProblem(api.post("/api/messages", "null"), 400, "JSON object");
    assertProblem(api.post("/api/messages", TEXT + TEXT), 400, "JSON object");
    assertProblem(api.post("/api/messages", TEXT + "x"), 400, "JSON object");
    assertProblem(api.post("/api/messages", "a=b", "Content-Type", "text/plain"), 415, "text");
  }

  @Test
  void aBodyOverTheLimitIsRefusedBeforeItIsRead() {
    assertProblem(api.post("/api/messages", " ".repeat(2 * 1024 * 1024 + 1)), 413, "limit");
  }

  @Test
  void aBodyThatDoesNotSayItsLengthIsReadUpToTheLimitOnly() {
    byte[] body =
        media(new byte[2 * 1024 * 1024]).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertProblem(
        api.call(
            "POST",
            "/api/messages",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
        413,
        "limit");
  }

  private static String media(byte[] content) {
    return "{\"instance\":\"a\",\"to\":\"5511912345678\",\"media\":{\"base64\":\"%s\"}}"
        .formatted(Base64.getEncoder().encodeToString(content));
  }
}
