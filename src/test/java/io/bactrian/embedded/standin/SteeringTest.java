package io.bactrian.embedded.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SteeringTest {

  private final EvolutionStandIn standIn = new EvolutionStandIn(0);
  private final Caller caller = new Caller(standIn);

  @AfterEach
  void stop() {
    standIn.close();
  }

  @Test
  void faultsComeAndGoOverHttp() throws Exception {
    String path = "/o1/v/t24/f2/m23/AQ";
    assertThat(
            caller
                .post("/stand-in/faults", "{\"path\":\"m23\",\"action\":\"status\",\"status\":410}")
                .statusCode())
        .isEqualTo(204);
    assertThat(caller.get(path).statusCode()).isEqualTo(410);
    caller.delete("/stand-in/faults");
    assertThat(caller.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultThatCannotBeReadIsABadRequest() throws Exception {
    assertThat(caller.post("/stand-in/faults", "{\"action\":\"explode\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void callsAreCountedExactlyAndTold() throws Exception {
    caller.get("/a/b");
    caller.get("/a/b?c=d");
    caller.post("/message/sendText/acme", "{\"number\":\"1\",\"text\":\"t\"}");
    JsonNode calls = Caller.json(caller.get("/stand-in/calls"));
    assertThat(calls.at("/counts/GET ~1a~1b").asInt()).isEqualTo(2);
    assertThat(calls.path("calls")).hasSize(3);
    assertThat(calls.at("/calls/2/text").asText()).isEqualTo("t");
    assertThat(
            Caller.json(caller.get("/stand-in/calls?match=POST+.*sendText")).path("count").asInt())
        .isEqualTo(1);
  }

  @Test
  void forgottenCallsAreNotCounted() throws Exception {
    caller.get("/a");
    caller.delete("/stand-in/calls");
    assertThat(standIn.calls()).isEmpty();
    assertThat(standIn.count(".")).isZero();
  }

  @Test
  void aGeneratedMediaIsServedEncryptedWithTheHashesThatWereTold() throws Exception {
    HttpResponse<byte[]> told =
        caller.post(
            "/stand-in/media",
            "{\"path\":\"/v/big\",\"size\":100000,\"kind\":\"video\",\"like\":\"video\"}");
    JsonNode media = Caller.json(told);
    byte[] file = caller.get("/v/big?oe=1").body();
    assertThat(told.statusCode()).isEqualTo(201);
    assertThat(media.path("fileLength").asText()).isEqualTo("100000");
    assertThat(Base64.getEncoder().encodeToString(Content.of(file).sha256()))
        .isEqualTo(media.path("fileEncSha256").asText());
  }

  @Test
  void aPlainMediaIsServedAsItIs() throws Exception {
    caller.post("/stand-in/media", "{\"path\":\"/p\",\"base64\":\"AQID\",\"contentType\":\"x/y\"}");
    assertThat(caller.get("/p").body()).containsExactly(1, 2, 3);
  }

  @Test
  void instancesAndMessagesAreToldOverHttp() throws Exception {
    caller.post("/stand-in/instances", "{\"name\":\"acme\",\"key\":\"k\",\"state\":\"close\"}");
    caller.post(
        "/stand-in/messages",
        "{\"instance\":\"acme\",\"message\":{\"key\":{\"id\":\"A\",\"remoteJid\":\"j\"}}}");
    assertThat(caller.get("/instance/connectionState/other").statusCode()).isEqualTo(404);
    assertThat(
            Caller.json(caller.get("/instance/connectionState/acme"))
                .at("/instance/state")
                .asText())
        .isEqualTo("close");
    assertThat(
            Caller.json(caller.post("/chat/findMessages/acme", "{}")).at("/messages/total").asInt())
        .isEqualTo(1);
  }
}
