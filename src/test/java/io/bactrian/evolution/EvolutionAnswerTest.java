package io.bactrian.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.failure.PermanentFailureException;
import io.bactrian.failure.TransientFailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvolutionAnswerTest {

  private static final Path SAMPLES = Path.of("src/test/resources/samples/api");
  private static final Pattern STATUS = Pattern.compile("\\.(?:response|error)\\.(\\d{3})\\.");

  private final ObjectMapper json = new ObjectMapper();
  private final EvolutionAnswer answer = new EvolutionAnswer(json);

  static Stream<String> responses() throws IOException {
    return files(".response.");
  }

  static Stream<String> errors() throws IOException {
    return files("error.");
  }

  @ParameterizedTest
  @MethodSource("responses")
  void everySampleOfSuccessIsRead(String file) throws IOException {
    assertThat(answer.read(status(file), text(file)).toString())
        .isEqualTo(json.readTree(text(file)).toString());
  }

  @ParameterizedTest
  @MethodSource("errors")
  void ofTheErrorsOnlyWhatNoRepetitionCuresIsPermanent(String file) {
    boolean permanent = file.contains("number-not-on-whatsapp") || file.contains("validation");

    assertThatThrownBy(() -> answer.read(status(file), text(file)))
        .isInstanceOf(permanent ? PermanentFailureException.class : TransientFailureException.class)
        .hasMessageStartingWith("HTTP " + status(file) + ": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"(#131047) Re-engagement message\",\"code\":131047}}",
        "{\"message\":\"(#131047) Re-engagement message\",\"type\":\"OAuthException\",\"code\":131047}",
        "{\"error\":{\"message\":\"(#131047) Re-engagement message\",\"code\":131047,"
            + "\"error_data\":{\"details\":\"Re-engagement message\"}}}"
      })
  void whatMetaRefusesComesAsASuccessAndIsARefusal(String body) {
    assertThatThrownBy(() -> answer.read(201, body))
        .isInstanceOf(PermanentFailureException.class)
        .hasMessage("Meta refuses it (code 131047): Re-engagement message");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 80007, 130429, 131016, 131056})
  void whatMetaRefusesForNowIsRepeated(int code) {
    String body = "{\"error\":{\"message\":\"Too many\",\"code\":" + code + "}}";

    assertThatThrownBy(() -> answer.read(201, body))
        .isInstanceOf(TransientFailureException.class)
        .isNotInstanceOf(UnknownOutcomeException.class);
  }

  @Test
  void aSuccessWithAKeyIsNoRefusal() {
    String body = "{\"key\":{\"id\":\"wamid.A\"},\"error\":{\"message\":\"x\",\"code\":1}}";

    assertThat(answer.read(201, body).at("/key/id").asText()).isEqualTo("wamid.A");
  }

  @Test
  void theNumberThatIsNotOnWhatsAppStaysOutOfTheReason() {
    assertThatThrownBy(() -> answer.read(400, text("send.error.400.number-not-on-whatsapp.json")))
        .hasMessage("HTTP 400: the number is not on WhatsApp");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 408, 429, 500, 503})
  void theTextOfASchemaErrorCountsOnlyWithItsStatus(int status) {
    assertThatThrownBy(() -> answer.read(status, text("send.error.400.validation.json")))
        .isInstanceOf(TransientFailureException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "instance.delay is not of a type(s) integer",
    "instance.mediatype is not one of enum values: image,video",
    "instance.groupJid does not match pattern x",
    "instance.text does not meet minimum length of 1"
  })
  void everySchemaErrorIsPermanent(String text) {
    String body = "{\"response\":{\"message\":[[\"" + text + "\"]]}}";

    assertThatThrownBy(() -> answer.read(400, body)).isInstanceOf(PermanentFailureException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection Closed", "Timed Out", "rate-overlimit", "socket hang up"})
  void whatMayPassIsTransient(String text) {
    String body = "{\"response\":{\"message\":\"" + text + "\"}}";

    assertThatThrownBy(() -> answer.read(400, body))
        .isInstanceOf(TransientFailureException.class)
        .hasMessage("HTTP 400: " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection Closed",
        "Error: Connection Closed",
        "Timed Out",
        "rate-overlimit",
        "Error: Media upload failed on all hosts",
        "Failed to fetch stream from https://a.example"
      })
  void whatFailsBeforeAMessageLeavesProvesThatItDidNot(String text) {
    assertThatThrownBy(() -> answer.read(400, told(text)))
        .isExactlyInstanceOf(TransientFailureException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AxiosError: Request failed with status code 500 | false",
        "socket hang up | false",
        "TypeError: x is not a function | false",
        "PrismaClientKnownRequestError: Timed out fetching a new connection | true",
        "Error: Can't reach database server at `db:5432` | true"
      })
  void anyOtherTextProvesNothing(String text, boolean unstored) {
    assertThatThrownBy(() -> answer.read(400, told(text)))
        .isInstanceOfSatisfying(
            UnknownOutcomeException.class,
            outcome -> {
              assertThat(outcome.isOver()).isTrue();
              assertThat(outcome.isUnstored()).isEqualTo(unstored);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 408, 500, 502, 503, 504, 520, 524})
  void anAnswerThatIsNotEvolutionsProvesNothing(int status) {
    assertThatThrownBy(() -> answer.read(status, "<html>upstream reset before headers</html>"))
        .isInstanceOfSatisfying(
            UnknownOutcomeException.class, outcome -> assertThat(outcome.isOver()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 413, 429, 500, 503})
  void whatEvolutionsGuardsAnswerProvesThatNothingLeft(int status) {
    assertThatThrownBy(() -> answer.read(status, told("not now")))
        .isInstanceOf(TransientFailureException.class)
        .isNotInstanceOf(UnknownOutcomeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "For base64 the file name must be informed.",
        "Owned media must be a url or base64",
        "instance.mentioned contains duplicate item"
      })
  void aRequestThatEvolutionWillNeverTakeIsPermanent(String text) {
    assertThatThrownBy(() -> answer.read(400, told(text)))
        .isInstanceOf(PermanentFailureException.class);
  }

  private static String told(String text) {
    return "{\"status\":400,\"error\":\"x\",\"response\":{\"message\":[\"" + text + "\"]}}";
  }

  @Test
  void aMissingLicenseIsAFailureOfItsOwn() {
    assertThatThrownBy(() -> answer.read(503, "{\"code\":\"LICENSE_REQUIRED\"}"))
        .isInstanceOf(UnlicensedException.class)
        .hasMessage("HTTP 503: LICENSE_REQUIRED, Evolution is not activated");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "<html>Bad gateway</html>"})
  void anAnswerWithoutJsonIsJudgedByItsStatus(String body) {
    assertThat(answer.read(200, body)).isEmpty();
    assertThatThrownBy(() -> answer.read(502, body))
        .isInstanceOf(TransientFailureException.class)
        .hasMessage("HTTP 502");
  }

  @Test
  void aLongReasonIsCut() {
    String body = "{\"response\":{\"message\":\"" + "too long ".repeat(1_000) + "\"}}";

    assertThatThrownBy(() -> answer.read(500, body))
        .satisfies(
            failure -> assertThat(failure.getMessage()).hasSize("HTTP 500: ".length() + 201));
  }

  @Test
  void aReasonHasNoNumbersAndNoKeys() {
    String body =
        "{\"response\":{\"message\":[\"Closed for 5511987650001@s.whatsapp.net, key=%s\"]}}"
            .formatted("k".repeat(30));

    assertThatThrownBy(() -> answer.read(400, body)).hasMessage("HTTP 400: [\"Closed for … …");
  }

  private static Stream<String> files(String part) throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(f -> f.contains(part))
          .toList()
          .stream();
    }
  }

  private static int status(String file) {
    Matcher status = STATUS.matcher("." + file);
    assertThat(status.find()).as(file).isTrue();
    return Integer.parseInt(status.group(1));
  }

  private static String text(String file) {
    try {
      return Files.readString(SAMPLES.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
