package io.bactrian.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionKeys;
import io.bactrian.evolution.EvolutionSettings;
import io.bactrian.evolution.EvolutionVersion;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class SendCallsTest {

  private static final String CHAT = "15550100123@s.whatsapp.net";

  private final ObjectMapper json = new ObjectMapper();
  private final EvolutionSettings settings =
      new EvolutionSettings(URI.create("http://evolution.test"), "key", Map.of());
  private final EvolutionVersion version = new EvolutionVersion(settings);
  private final Quotes quotes =
      new Quotes(null, json) {
        @Override
        ObjectNode of(String instance, String chat, String whatsappId) {
          ObjectNode quoted = json.createObjectNode();
          quoted.putObject("key").put("id", whatsappId);
          return quoted;
        }
      };
  private final SendCalls calls =
      new SendCalls(
          settings,
          new EvolutionKeys(settings, new MockEnvironment()),
          version,
          null,
          quotes,
          json);

  @Test
  void aTextTakesAllItsOptionsAlong() throws JsonProcessingException {
    EvolutionCall call =
        calls.call(
            "sales",
            CHAT,
            new SendRequest("Hi", null, "3EB0AB", 1200, false, List.of("1@lid"), true),
            null);

    assertThat(call.url()).isEqualTo("http://evolution.test/message/sendText/sales");
    assertThat(call.hold()).isEqualTo(Duration.ofMillis(1200));
    assertThat(body(call))
        .isEqualTo(
            json.readTree(
                """
                {"number":"15550100123","text":"Hi","linkPreview":false,"delay":1200,
                 "mentionsEveryOne":true,"mentioned":["1@lid"],"quoted":{"key":{"id":"3EB0AB"}}}
                """));
  }

  @Test
  void anIdIsBroughtWhereTheVersionTakesOneButNotWithAVoiceNote() throws JsonProcessingException {
    SendRequest text = new SendRequest("Hi", null, null, null, null, null, null);
    assertThat(calls.takesId("sales", text)).isFalse();

    version.read(json.readTree("{\"version\":\"2.3.7\"}"));
    assertThat(calls.takesId("sales", text)).isFalse();
    version.read(json.readTree("{\"version\":\"2.4.0-rc2\"}"));
    assertThat(calls.takesId("sales", text)).isTrue();
    assertThat(calls.takesId("sales", audio(null))).isFalse();
    assertThat(calls.takesId("sales", audio(false))).isTrue();
    assertThat(body(calls.call("sales", CHAT, text, "3EB0A1")).path("messageId").asText())
        .isEqualTo("3EB0A1");
  }

  @Test
  void aChannelThatChoosesItsOwnIdsIsGivenNone() throws JsonProcessingException {
    SendRequest text = new SendRequest("Hi", null, null, null, null, null, null);
    version.read(json.readTree("{\"version\":\"2.4.0\"}"));

    calls.takesNoIds("cloud");

    assertThat(calls.takesId("cloud", text)).isFalse();
    assertThat(calls.takesId("sales", text)).isTrue();
  }

  @Test
  void aTextWithoutOptionsNamesNone() throws JsonProcessingException {
    EvolutionCall call =
        calls.call("sales", CHAT, new SendRequest("Hi", null, null, null, null, null, null), null);

    assertThat(body(call).size()).isEqualTo(2);
    assertThat(call.hold()).isZero();
  }

  @Test
  void anAudioIsAVoiceNoteUnlessItIsSaidNotToBe() throws JsonProcessingException {
    EvolutionCall note = calls.call("sales", CHAT, audio(null), null);
    EvolutionCall music = calls.call("sales", CHAT, audio(false), null);

    assertThat(note.url()).contains("/message/sendWhatsAppAudio/");
    assertThat(body(note).path("audio").asText()).isEqualTo("https://files.test/a.mp3");
    assertThat(music.url()).contains("/message/sendMedia/");
    assertThat(body(music).path("mediatype").asText()).isEqualTo("audio");
  }

  private static SendRequest audio(Boolean ptt) {
    return new SendRequest(
        null,
        new SendRequest.Media("https://files.test/a.mp3", null, "audio/mpeg", null, null, ptt),
        null,
        null,
        null,
        null,
        null);
  }

  private JsonNode body(EvolutionCall call) throws JsonProcessingException {
    return json.readTree(call.body());
  }
}
