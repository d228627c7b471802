package io.bactrian.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.chat.AttachmentKind;
import io.bactrian.failure.RungDeadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvolutionRungTest {

  private static final MediaVector IMAGE = MediaVector.of("image");
  private static final String MESSAGE =
      "{\"key\":{\"id\":\"A\"},\"message\":{\"imageMessage\":{}}}";

  @TempDir Path temporary;
  private Ladder ladder;

  @BeforeEach
  void start() {
    ladder = new Ladder(temporary, "max-size", "64MB");
  }

  @AfterEach
  void stop() throws IOException {
    ladder.close();
  }

  private MediaFile fetch() {
    return ladder.fetch.evolution("acme support (é)", MESSAGE, IMAGE.expected());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void takesTheMediaOutOfTheAnswer(int status) throws Exception {
    ladder.answers(status, sample("getBase64FromMediaMessage.response.201.json"));
    try (MediaFile file = fetch()) {
      assertThat(file.content()).isEqualTo(IMAGE.plaintext());
    }
    Ladder.Request request = ladder.requests.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target())
        .isEqualTo("/evo/chat/getBase64FromMediaMessage/acme%20support%20(%C3%A9)");
    assertThat(request.headers().getFirst("apikey")).isEqualTo("key-of-acme support (é)");
    JsonNode body = new ObjectMapper().readTree(request.body());
    assertThat(body.get("message")).isEqualTo(new ObjectMapper().readTree(MESSAGE));
    assertThat(body.get("convertToMp4").asBoolean(true)).isFalse();
  }

  @Test
  void readsAnAnswerLongerThanAnyTextTheParserWouldHold() {
    long length = 36L << 20;
    ladder.answers(
        exchange -> {
          exchange.sendResponseHeaders(201, 0);
          OutputStream out = exchange.getResponseBody();
          out.write("{\"mediaType\":\"document\",\"base64\":\"".getBytes(UTF_8));
          byte[] block = Base64.getEncoder().encode(new byte[3 << 16]);
          for (long sent = 0; sent < length; sent += 3 << 16) {
            out.write(block);
          }
          out.write("\",\"buffer\":null}".getBytes(UTF_8));
        });
    Expectation zeros =
        new Expectation(AttachmentKind.document, null, null, length, null, null, null);
    try (MediaFile file = ladder.fetch.evolution("acme", MESSAGE, zeros)) {
      assertThat(file.size()).isEqualTo(length);
    }
  }

  @Test
  void aMediaOverTheCapIsNotReadToItsEnd() throws IOException {
    try (Ladder small = new Ladder(temporary, "max-size", "10KB")) {
      small.answers(201, sample("getBase64FromMediaMessage.response.201.json"));
      assertThatThrownBy(() -> small.fetch.evolution("acme", MESSAGE, IMAGE.expected()))
          .isInstanceOf(RungDeadException.class)
          .hasMessage("larger than 10240 bytes");
      assertThat(small.temporaryFiles()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"base64\":\"%%%\"} | not base64",
        "{\"base64\":\"\"} | SHA-256 of the plaintext differs",
        "{\"base64\":null} | Evolution's answer holds no base64",
        "{\"message\":{\"base64\":\"QUJD\"}} | Evolution's answer holds no base64",
        "{\"base64\":\"QUJD\"} | SHA-256 of the plaintext differs"
      })
  void anAnswerWithoutTheMediaIsTheEndOfTheRung(String answer, String reason) {
    ladder.answers(201, answer.getBytes(UTF_8));
    assertThatThrownBy(this::fetch).isInstanceOf(RungDeadException.class).hasMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>login</html>", "[]", "", "{\"base64\":\"QUJD", "{\"a\":\"b\""})
  void anAnswerThatIsNoWholeJsonMayBeOneLater(String answer) {
    ladder.answers(200, answer.getBytes(UTF_8));
    assertThatThrownBy(this::fetch).isInstanceOf(SourceUnavailableException.class);
  }

  @Test
  void aMessageThatEvolutionHasNotIsTheEndOfTheRung() {
    ladder.answers(400, sample("getBase64FromMediaMessage.error.400.not-found.json"));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(RungDeadException.class)
        .hasMessage("Evolution HTTP 400: Message not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate-overlimit",
        "Connection Closed",
        "Timed Out",
        "AggregateError",
        "fetch failed"
      })
  void aPassingTroubleWrappedAs400MayBeGoneLater(String text) {
    ladder.answers(
        400, "{\"response\":{\"message\":[\"Error: %s\"]}}".formatted(text).getBytes(UTF_8));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessage("Evolution HTTP 400: Error: " + text);
  }

  @ParameterizedTest
  @CsvSource({
    "401, error.401.json, Evolution HTTP 401: Unauthorized",
    "404, error.404.unknown-instance.json,"
        + " 'Evolution HTTP 404: The \"nope\" instance does not exist'",
  })
  void aFaultOfConfigurationSaysNothingOfTheMedia(int status, String file, String reason) {
    ladder.answers(status, sample(file));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 408, 429, 500, 502, 503})
  void troubleOfTheServerPasses(int status) {
    ladder.answers(status, "<html><p>Bad\ngateway</p></html>".getBytes(UTF_8), "Retry-After", "9");
    assertThatThrownBy(this::fetch)
        .isInstanceOfSatisfying(
            SourceUnavailableException.class, fault -> assertThat(fault.retryAfter()).hasSeconds(9))
        .hasMessage("Evolution HTTP " + status + ": Bad gateway");
  }

  @Test
  void reasonsCarryNoLinksNumbersOrKeys() {
    EvolutionRefusal refusal =
        EvolutionRefusal.of(
            400,
            ("{\"response\":{\"message\":\"Failed https://mmg.whatsapp.net/x?oh=secret for"
                    + " 15550100123@s.whatsapp.net key AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd\"}}")
                .getBytes(UTF_8));
    assertThat(refusal.passing()).isFalse();
    assertThat(refusal.reason()).isEqualTo("Evolution HTTP 400: Failed … for … key …");
  }

  @Test
  void aMessageThatIsNoJsonIsNotSent() {
    assertThatThrownBy(() -> ladder.fetch.evolution("acme", "}{", IMAGE.expected()))
        .isInstanceOf(RungDeadException.class);
    assertThatThrownBy(() -> ladder.fetch.evolution("..", MESSAGE, IMAGE.expected()))
        .isInstanceOf(RungDeadException.class);
    assertThat(ladder.requests).isEmpty();
  }

  private static byte[] sample(String file) {
    try (InputStream in = EvolutionRungTest.class.getResourceAsStream("/samples/api/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
