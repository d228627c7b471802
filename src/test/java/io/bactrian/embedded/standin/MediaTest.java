package io.bactrian.embedded.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {

  private final EvolutionStandIn standIn = new EvolutionStandIn(0);
  private final Caller caller = new Caller(standIn);

  @AfterEach
  void stop() {
    standIn.close();
  }

  @ParameterizedTest
  @CsvSource({
    "image, /o1/v/t24/f2/m23/AQ?ccb=11-4&oe=6B2A5A0E",
    "sticker, /o1/v/t24/f2/m233/AQ",
    "video, /v/t62.7161-24/1_n.enc",
    "ptt, /v/t62.7117-24/1_n.enc",
    "document, /v/t62.7119-24/1_n.enc"
  })
  void theSamplesPathsServeTheEncryptedFiles(String kind, String path) throws Exception {
    HttpResponse<byte[]> response = caller.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(sample("media/" + kind + ".enc"));
  }

  @ParameterizedTest
  @CsvSource({
    "audio, /v/t62.7117-24/1_n.enc, LKJAVdbkKBaHYX7jjD5vDuuys_XiFBa7oBGEy37NPv4",
    "ptv, /v/t62.7161-24/1_n.enc, JroXYddtXNTSKTj_UW6Oztz5RCYEfSoHdHrCAC6r444%3D"
  })
  void aHashSelectsAnother(String kind, String path, String hash) throws Exception {
    assertThat(caller.get(path + "?hash=" + hash).body())
        .isEqualTo(sample("media/" + kind + ".enc"));
  }

  @Test
  void aMediaUrlServesThePlaintextOfItsKind() throws Exception {
    HttpResponse<byte[]> response =
        caller.get("/evolution/evolution-api/id/1@s.whatsapp.net/sticker/1_a.webp?X-Amz-Expires=1");
    assertThat(response.headers().firstValue("content-type")).hasValue("image/webp");
    assertThat(response.body()).isEqualTo(sample("media/sticker.webp"));
  }

  @Test
  void aPathNobodyKnowsIsNotFound() throws Exception {
    assertThat(caller.get("/elsewhere").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsPutIsServedWhateverTheQuery() throws Exception {
    standIn.put("/mine", Content.of(new byte[] {1, 2, 3}), "x/y");
    assertThat(caller.get("/mine?a=b").body()).containsExactly(1, 2, 3);
  }

  @Test
  void theWholeMessageOfASampleGivesItsBase64() throws Exception {
    JsonNode request =
        Caller.JSON.readTree(sample("api/getBase64FromMediaMessage.request.full-message.json"));
    HttpResponse<byte[]> response =
        caller.post("/chat/getBase64FromMediaMessage/acme", request.toString());
    JsonNode answer = Caller.json(response);
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(answer.path("mimetype").asText()).isEqualTo("image/jpeg");
    assertThat(answer.path("buffer").isNull()).isTrue();
    assertThat(Base64.getDecoder().decode(answer.path("base64").asText()))
        .isEqualTo(sample("media/image.jpg"));
  }

  @Test
  void anIdThatEvolutionNeverSawIsNotFound() throws Exception {
    HttpResponse<byte[]> response =
        caller.post(
            "/chat/getBase64FromMediaMessage/acme", "{\"message\":{\"key\":{\"id\":\"nope\"}}}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Caller.json(response).at("/response/message/0").asText())
        .isEqualTo("Message not found");
  }

  @Test
  void aMediaThatWasPutIsKnownByItsHashAndByTheIdOfItsMessage() throws Exception {
    EncryptedMedia media =
        EncryptedMedia.of(new byte[32], "document", Content.of(new byte[] {4, 5, 6, 7}));
    standIn.put("/v/mine", media);
    ObjectNode message = Caller.JSON.createObjectNode();
    message.putObject("key").put("id", "A1");
    message
        .putObject("message")
        .set("documentMessage", Caller.JSON.valueToTree(media.fields("/v/mine?oe=1")));
    standIn.message("acme", message);
    JsonNode answer =
        Caller.json(
            caller.post(
                "/chat/getBase64FromMediaMessage/acme", "{\"message\":{\"key\":{\"id\":\"A1\"}}}"));
    assertThat(Base64.getDecoder().decode(answer.path("base64").asText()))
        .containsExactly(4, 5, 6, 7);
  }

  @Test
  void aHashThatNobodyKnowsFailsAsWhenWhatsAppHasItNoMore() throws Exception {
    String request =
        Caller.JSON.writeValueAsString(
            Map.of(
                "message",
                Map.of(
                    "key",
                    Map.of("id", "x"),
                    "message",
                    Map.of("imageMessage", Map.of("fileSha256", "AAAA")))));
    HttpResponse<byte[]> response = caller.post("/chat/getBase64FromMediaMessage/acme", request);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("AggregateError");
  }

  @Test
  void aPresignedUrlLeadsToTheMedia() throws Exception {
    JsonNode answer =
        Caller.json(caller.post("/s3/getMediaUrl/acme", "{\"id\":\"A1\",\"type\":\"video\"}"));
    String url = answer.path("mediaUrl").asText().substring(standIn.baseUrl().length());
    assertThat(caller.get(url).body()).isEqualTo(sample("media/video.mp4"));
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = MediaTest.class.getResourceAsStream("/samples/" + name)) {
      return in.readAllBytes();
    }
  }
}
