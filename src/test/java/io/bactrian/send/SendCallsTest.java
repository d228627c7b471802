package io.bactrian.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Instances;
import io.bactrian.evolution.EvolutionCall;
import io.bactrian.evolution.EvolutionKeys;
import io.bactrian.evolution.EvolutionRequests;
import io.bactrian.evolution.EvolutionSettings;
import io.bactrian.evolution.EvolutionVersion;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.memory.DecodingBudget;
import io.bactrian.memory.DecodingSettings;
import io.bactrian.storage.ObjectStorage;
import io.bactrian.storage.ObjectStream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.core5.http.HttpEntity;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

class SendCallsTest {

  private static final String CHAT = "15550100123@s.whatsapp.net";

  private final ObjectMapper json = new ObjectMapper();
  private final EvolutionSettings settings =
      new EvolutionSettings(
          URI.create("http://evolution.test"), "key", Map.of(), Duration.ofMinutes(1));
  private final Instances instances = mock(Instances.class);
  private final EvolutionVersion version =
      new EvolutionVersion(settings, instances, Clock.systemUTC());
  private final Quotes quotes =
      new Quotes(null, json) {
        @Override
        ObjectNode of(String instance, String chat, String whatsappId) {
          ObjectNode quoted = json.createObjectNode();
          quoted.putObject("key").put("id", whatsappId);
          return quoted;
        }
      };
  private final ObjectStorage storage = mock(ObjectStorage.class);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DecodingBudget budget =
      new DecodingBudget(
          new DecodingSettings(
              DataSize.ofKilobytes(100), DataSize.ofBytes(0), Duration.ofMillis(50), 8),
          meters);
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
  private final SendCalls calls =
      new SendCalls(
          new EvolutionRequests(settings, new EvolutionKeys(settings, new MockEnvironment())),
          version,
          storage,
          quotes,
          budget,
          json);

  @Test
  void aTextTakesAllItsOptionsAlong() throws JsonProcessingException {
    EvolutionCall call =
        calls.call(
            "sales",
            CHAT,
            new SendRequest("Hi", null, "3EB0AB", 1200, false, List.of("1@lid"), true),
            null,
            exchange);

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
    when(instances.isBaileys("sales")).thenReturn(true);
    assertThat(calls.takesId("sales", text)).isFalse();

    version.read(json.readTree("{\"version\":\"2.3.7\"}"));
    assertThat(calls.takesId("sales", text)).isFalse();
    version.read(json.readTree("{\"version\":\"2.4.0-rc2\"}"));
    assertThat(calls.takesId("sales", text)).isTrue();
    assertThat(calls.takesId("sales", audio(null))).isFalse();
    assertThat(calls.takesId("sales", audio(false))).isTrue();
    assertThat(body(calls.call("sales", CHAT, text, "3EB0A1", exchange)).path("messageId").asText())
        .isEqualTo("3EB0A1");
  }

  @Test
  void aChannelThatChoosesItsOwnIdsIsGivenNone() throws JsonProcessingException {
    SendRequest text = new SendRequest("Hi", null, null, null, null, null, null);
    version.read(json.readTree("{\"version\":\"2.4.0\"}"));
    when(instances.isBaileys(anyString())).thenReturn(true);
    when(instances.isBaileys("meta")).thenReturn(false);

    calls.takesNoIds("cloud");

    assertThat(calls.takesId("cloud", text)).isFalse();
    assertThat(calls.takesId("meta", text)).isFalse();
    assertThat(calls.takesId("sales", text)).isTrue();
  }

  @Test
  void aDoubtfulVersionIsNotEnoughToCallAgain() throws JsonProcessingException {
    SendRequest text = new SendRequest("Hi", null, null, null, null, null, null);
    when(instances.isBaileys("sales")).thenReturn(true);
    version.read(json.readTree("{\"version\":\"2.4.0\"}"));
    assertThat(calls.surelyTakesId("sales", text)).isTrue();

    calls.doubtVersion();

    assertThat(calls.surelyTakesId("sales", text)).isFalse();
    assertThat(version.call()).isNotNull();
  }

  @Test
  void aTextWithoutOptionsNamesNone() throws JsonProcessingException {
    EvolutionCall call =
        calls.call(
            "sales",
            CHAT,
            new SendRequest("Hi", null, null, null, null, null, null),
            null,
            exchange);

    assertThat(body(call).size()).isEqualTo(2);
    assertThat(call.hold()).isZero();
  }

  @Test
  void anAudioIsAVoiceNoteUnlessItIsSaidNotToBe() throws JsonProcessingException {
    EvolutionCall note = calls.call("sales", CHAT, audio(null), null, exchange);
    EvolutionCall music = calls.call("sales", CHAT, audio(false), null, exchange);

    assertThat(note.url()).contains("/message/sendWhatsAppAudio/");
    assertThat(body(note).path("audio").asText()).isEqualTo("https://files.test/a.mp3");
    assertThat(music.url()).contains("/message/sendMedia/");
    assertThat(body(music).path("mediatype").asText()).isEqualTo("audio");
  }

  @Test
  void aFileIsWrittenAsBase64AmongTheOtherFields() throws IOException {
    byte[] bytes = new byte[70_001];
    new Random(1).nextBytes(bytes);
    stored(bytes, bytes.length);

    EvolutionCall call = calls.call("sales", CHAT, document(), null, exchange);
    call.apply(exchange);

    HttpEntity body = (HttpEntity) exchange.getMessage().getBody();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    body.writeTo(written);
    assertThat(body.getContentLength()).isEqualTo(written.size());
    JsonNode sent = json.readTree(written.toByteArray());
    assertThat(sent.path("media").binaryValue()).isEqualTo(bytes);
    assertThat(sent.path("number").asText()).isEqualTo("15550100123");
    assertThat(sent.path("mediatype").asText()).isEqualTo("document");
    assertThat(sent.path("caption").asText()).isEqualTo("\"look\"");
    assertThat(sent.size()).isEqualTo(6);
  }

  @Test
  void aFileIsHeldWithinTheMemoryOfBodies() {
    stored(new byte[60_000], 60_000);
    calls.call("sales", CHAT, document(), null, exchange);
    assertThat(memory()).isEqualTo(59);

    stored(new byte[60_000], 60_000);
    Exchange other = new DefaultExchange(exchange.getContext());
    assertThatThrownBy(() -> calls.call("sales", CHAT, document(), null, other))
        .isInstanceOf(InfrastructureFailureException.class);
    assertThat(memory()).isEqualTo(59);
  }

  @Test
  void aFileThatNoMemoryIsEnoughForIsNotRead() {
    stored(new byte[0], 1 << 20);
    assertThatThrownBy(() -> calls.call("sales", CHAT, document(), null, exchange))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessageContaining("bactrian.decoding.memory");
  }

  @Test
  void aFileThatBreaksOffIsNotSent() {
    stored(new byte[10], 11);
    assertThatThrownBy(() -> calls.call("sales", CHAT, document(), null, exchange))
        .isInstanceOf(InfrastructureFailureException.class);
  }

  private double memory() {
    return meters.get("bactrian.decoding.memory").gauge().value();
  }

  private void stored(byte[] bytes, long announced) {
    when(storage.open(eq("outgoing/1"), anyLong()))
        .thenReturn(
            new ObjectStream(
                new ByteArrayInputStream(bytes), announced, announced, Duration.ofMinutes(1)));
  }

  private static SendRequest document() {
    return new SendRequest(
        null,
        new SendRequest.Media(null, "outgoing/1", "application/pdf", "a.pdf", "\"look\"", null),
        null,
        null,
        null,
        null,
        null);
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
