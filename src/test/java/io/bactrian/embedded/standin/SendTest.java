package io.bactrian.embedded.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendTest {

  private final EvolutionStandIn standIn = new EvolutionStandIn(0);
  private final Caller caller = new Caller(standIn);

  @AfterEach
  void stop() {
    standIn.close();
  }

  @Test
  void aTextIsAnsweredWithWhatItWillComeBackAs() throws Exception {
    HttpResponse<byte[]> response = text("+1 555 0100123", "hello");
    JsonNode sent = Caller.json(response);
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(sent.at("/key/remoteJid").asText()).isEqualTo("15550100123@s.whatsapp.net");
    assertThat(sent.at("/key/fromMe").asBoolean()).isTrue();
    assertThat(sent.at("/message/conversation").asText()).isEqualTo("hello");
    assertThat(sent.path("status").asText()).isEqualTo("PENDING");
  }

  @Test
  void everySendHasAnIdOfItsOwn() throws Exception {
    String first = Caller.json(text("1", "a")).at("/key/id").asText();
    String second = Caller.json(text("1", "a")).at("/key/id").asText();
    assertThat(first).matches("3EB0[0-9A-F]{18}").isNotEqualTo(second);
  }

  @Test
  void aMediaIsAnsweredInItsKind() throws Exception {
    JsonNode sent =
        Caller.json(
            caller.post(
                "/message/sendMedia/acme",
                "{\"number\":\"1\",\"mediatype\":\"image\",\"caption\":\"c\",\"media\":\"http://x\"}"));
    assertThat(sent.path("messageType").asText()).isEqualTo("imageMessage");
    assertThat(sent.at("/message/imageMessage/caption").asText()).isEqualTo("c");
    assertThat(sent.at("/message/imageMessage/mediaKey")).hasSize(32);
  }

  @Test
  void anAudioIsAVoiceMessage() throws Exception {
    JsonNode sent =
        Caller.json(
            caller.post(
                "/message/sendWhatsAppAudio/acme", "{\"number\":\"1\",\"audio\":\"http://x\"}"));
    assertThat(sent.at("/message/audioMessage/ptt").asBoolean()).isTrue();
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    HttpResponse<byte[]> response = caller.post("/message/sendText/acme", "{\"number\":\"1\"}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Caller.json(response).at("/response/message/0/0").asText())
        .isEqualTo("instance requires property \"text\"");
  }

  @Test
  void aNumberThatIsNotOnWhatsAppIsRefusedForGood() throws Exception {
    standIn.notOnWhatsApp("15550109999");
    HttpResponse<byte[]> response = text("15550109999", "hello");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Caller.json(response).at("/response/message/0/exists").asBoolean(true)).isFalse();
    assertThat(standIn.sends()).isEmpty();
  }

  @Test
  void aClosedInstanceFailsAsTransient() throws Exception {
    standIn.state("acme", "close");
    HttpResponse<byte[]> response = text("1", "hello");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Caller.json(response).at("/response/message/0").asText())
        .isEqualTo("Error: Connection Closed");
  }

  @Test
  void aWrongKeyIsUnauthorised() throws Exception {
    HttpResponse<byte[]> response = caller.post("/message/sendText/acme", "{}", "wrong");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(Caller.json(response).path("error").asText()).isEqualTo("Unauthorized");
  }

  @Test
  void onceInstancesAreNamedAnotherIsUnknownAndEachHasItsKey() throws Exception {
    standIn.instance("acme", "acme-key");
    assertThat(caller.post("/message/sendText/nope", "{}").statusCode()).isEqualTo(404);
    assertThat(
            caller
                .post("/message/sendText/acme", "{\"number\":\"1\",\"text\":\"t\"}", "acme-key")
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void sendsAreRecordedAndToldToListeners() throws Exception {
    List<Call> told = new ArrayList<>();
    standIn.onSend(told::add);
    String id = Caller.json(text("15550100123", "hello")).at("/key/id").asText();
    assertThat(standIn.sends())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.instance()).isEqualTo("acme");
              assertThat(call.number()).isEqualTo("15550100123");
              assertThat(call.text()).isEqualTo("hello");
              assertThat(call.id()).isEqualTo(id);
            });
    assertThat(told).isEqualTo(standIn.sends());
  }

  @Test
  void whatWasSentIsFoundAgainThoughItsAnswerWasLost() throws Exception {
    standIn.fault(Fault.truncate("/message/sendText/", 10).times(1));
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> text("1", "lost"))).isNotNull();
    JsonNode found =
        Caller.json(
            caller.post(
                "/chat/findMessages/acme",
                "{\"where\":{\"key\":{\"remoteJid\":\"1@s.whatsapp.net\"}}}"));
    assertThat(found.at("/messages/total").asInt()).isEqualTo(1);
    assertThat(found.at("/messages/records/0/message/conversation").asText()).isEqualTo("lost");
  }

  private HttpResponse<byte[]> text(String number, String text) throws Exception {
    return caller.post(
        "/message/sendText/acme",
        Caller.JSON.createObjectNode().put("number", number).put("text", text).toString());
  }
}
