package io.bactrian.api.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.send.OutgoingMessage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class MessageValidationTest {

  private static final String PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";

  private final ApiSettings settings =
      new ApiSettings(
          List.of("token"),
          List.of(),
          50,
          200,
          DataSize.ofMegabytes(1),
          DataSize.ofBytes(40),
          100,
          10,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          10,
          Duration.ofHours(1),
          Duration.ZERO);
  private final MessageValidation validation =
      new MessageValidation(settings, new MediaValidation(settings));

  @Test
  void everyFieldIsTakenOver() {
    OutgoingMessage message =
        valid(
            "'text':'hi','quoted':'3EB0AB','delay':1200,'mentioned':['+55 11 91234-5678','9@lid'],"
                + "'linkPreview':false");
    assertThat(message)
        .isEqualTo(
            new OutgoingMessage(
                "sales",
                "5511912345678@s.whatsapp.net",
                "hi",
                null,
                "3EB0AB",
                Duration.ofMillis(1200),
                List.of("5511912345678@s.whatsapp.net", "9@lid"),
                false,
                false));
  }

  @Test
  void theQuotedMessageMayBeNamedAsEvolutionDoes() {
    assertThat(valid("'text':'hi','quoted':{'key':{'id':'3EB0AB'}}").quoted()).isEqualTo("3EB0AB");
  }

  @Test
  void everybodyIsMentionedInAGroupOnly() {
    assertThat(errors("'text':'hi','mentionsEveryOne':true")).contains("mentionsEveryOne");
  }

  @Test
  void anAudioHasNoCaption() {
    assertThat(errors("'text':'hi','media':{'url':'https://a.example/b.ogg'}"))
        .contains("media.caption");
  }

  @Test
  void onlyAnAudioIsAVoiceNote() {
    assertThat(errors("'media':{'url':'https://a.example/b.pdf','ptt':true}"))
        .contains("media.ptt");
  }

  @Test
  void theTextOfAMediaIsItsCaption() {
    OutgoingMessage message = valid("'text':'look','media':{'url':'https://a.example/b.pdf'}");
    assertThat(message.text()).isNull();
    assertThat(message.media().caption()).isEqualTo("look");
    assertThat(message.media().url()).isEqualTo(URI.create("https://a.example/b.pdf"));
    assertThat(message.media().mimeType()).isEqualTo("application/pdf");
  }

  @Test
  void anAddressIsNoLongerThanEvolutionTakes() {
    String url = "https://a.example/" + "x".repeat(2064);
    assertThat(valid("'media':{'url':'" + url + "'}").media().url()).hasToString(url);
    assertThat(errors("'media':{'url':'" + url + "x'}")).contains("media.url must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://10.0.0.7:9000/a.jpg", "http://[::1]/a.jpg", "https://a.b.example"})
  void anAddressMayBeThatOfAnyHostWithADotInIt(String url) {
    assertThat(valid("'media':{'url':'" + url + "'}").media().url()).hasToString(url);
  }

  @Test
  void whoIsMentionedTwiceIsMentionedOnce() {
    assertThat(valid("'text':'hi','mentioned':['15550100123','+1 555 010 0123']").mentioned())
        .containsExactly("15550100123@s.whatsapp.net");
  }

  @Test
  void theTypeOfInlineMediaIsSeenFromItsBytes() {
    assertThat(valid("'media':{'base64':'" + PNG + "'}").kind()).isEqualTo("image");
  }

  @Test
  void theTypeThatIsGivenHolds() {
    assertThat(
            valid("'media':{'url':'https://a.example/x','mimetype':'audio/ogg; codecs=opus'}")
                .media()
                .mimeType())
        .isEqualTo("audio/ogg;codecs=opus");
  }

  @Test
  void whatTellsNothingOfItsTypeIsADocument() {
    assertThat(valid("'media':{'url':'https://a.example'}").kind()).isEqualTo("document");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`'text':''` | text is required",
        "`'text':'  '` | text is required",
        "`'text':'12345678901'` | text must not exceed 10 characters",
        "`'text':'a\\u0000'` | text must not hold a NUL",
        "`'text':'a','delay':-1` | delay must be 0 to 5000",
        "`'text':'a','delay':5001` | delay must be 0 to 5000",
        "`'text':'a','quoted':'a b'` | quoted must be",
        "`'text':'a','mentioned':['ana']` | mentioned must be",
        "`'text':'a','mentioned':[null]` | mentioned must be",
        "`'media':{}` | media needs either url or base64",
        "`'media':{'url':'https://a.example','base64':'YQ=='}` | media needs either",
        "`'media':{'url':'ftp://a.example'}` | media.url must be",
        "`'media':{'url':'/path'}` | media.url must be",
        "`'media':{'url':'https:///path'}` | media.url must be",
        "`'media':{'url':'https://a b'}` | media.url must be",
        "`'media':{'url':'http://minio:9000/a.jpg'}` | media.url must be",
        "`'media':{'url':'https://localhost/a.jpg'}` | media.url must be",
        "`'media':{'url':'https://a.7/a.jpg'}` | media.url must be",
        "`'media':{'base64':'YQ==','mimetype':'jpeg'}` | media.mimetype must be",
        "`'media':{'base64':'YQ==','mimetype':'image/*'}` | media.mimetype must be",
        "`'media':{'base64':'YQ==','fileName':'../a'}` | media.fileName must be",
        "`'media':{'base64':'YQ==','caption':'12345678901'}` | media.caption must not exceed",
        "`'text':'a','media':{'base64':'YQ==','caption':'b'}` | media.caption contradicts text"
      })
  void whatIsWrongIsNamed(String fields, String detail) {
    assertThat(problem(fields).getBody().getDetail()).contains(detail);
  }

  @Test
  void mediaOverTheLimitIsRefused() {
    assertThat(problem("'media':{'base64':'" + "AAAA".repeat(14) + "'}").getBody().getDetail())
        .contains("media.base64 must not exceed 40 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "8e03978e-40d5-43dd-bc93-6894a57f9324", "\"quoted\""})
  void aKeyIsPlainAscii(String header) {
    assertThat(MessageValidation.idempotencyKey(header)).isEqualTo(header.replace("\"", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"\"", "ä", "a\tb"})
  void anyOtherKeyIsRefused(String header) {
    assertThat(
            catchThrowableOfType(ApiProblem.class, () -> MessageValidation.idempotencyKey(header)))
        .isNotNull();
  }

  private OutgoingMessage valid(String fields) {
    return validation.validate(request(fields));
  }

  private String errors(String fields) {
    return problem(fields).getBody().getDetail();
  }

  private ApiProblem problem(String fields) {
    MessageRequest request = request(fields);
    return catchThrowableOfType(ApiProblem.class, () -> validation.validate(request));
  }

  private static MessageRequest request(String fields) {
    String json =
        "{'instance':'sales','to':'5511912345678',".replace('\'', '"')
            + fields.replace('\'', '"')
            + "}";
    try {
      return new ObjectMapper().readValue(json, MessageRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
