package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.hub.SampleFiles.Sample;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample as the first thing an instance ever says. */
class SampleAloneIT extends HubTest {

  static Stream<Sample> media() {
    return SampleFiles.goodMedia();
  }

  static Stream<Sample> malformed() {
    // Another tenant's name is no own instance: it is seen among all samples.
    return SampleFiles.malformed().filter(sample -> !sample.file().contains("mismatched-instance"));
  }

  @AfterEach
  void nothingIsTriedOn() {
    forgetMediaUnderWay();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("media")
  void itsMediaIsStored(Sample sample) {
    JsonNode answer = hub.read(hub.deliver(sample.body(instance)).body());

    assertThat(answer.path("status").asText()).isEqualTo("accepted");
    JsonNode attachment = hub.attachment(instance, "STORED");
    assertThat(attachment.path("kind").asText()).isEqualTo(sample.media());
    assertThat(attachment.path("sha256").asText())
        .isEqualTo(SampleFiles.HASHES.get(sample.media()));
    assertThat(hub.attachments(instance)).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void aMalformedOneIsParkedIgnoredOrStoredOnlyIfItIsRight(Sample sample) {
    HttpResponse<String> answer = hub.deliver(sample.body(instance));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode body = hub.read(answer.body());
    if (sample.hasMedia()) {
      assertThat(body.path("status").asText()).isEqualTo("accepted");
      hub.until(
          "/api/attachments?instance=" + instance,
          media -> media.at("/items/0/attempts").asInt() > 0);
      assertThat(hub.attachments(instance))
          .singleElement()
          .satisfies(SampleAloneIT::isRightOrNotStored);
    } else {
      assertThat(body.path("status").asText()).isIn(sample.answers());
      assertThat(hub.messages(instance)).isEmpty();
    }
  }

  private static void isRightOrNotStored(JsonNode attachment) {
    if (!attachment.path("status").asText().equals("STORED")) {
      assertThat(attachment.path("lastError").asText()).isNotBlank();
      return;
    }
    assertThat(attachment.path("status").asText()).isEqualTo("STORED");
    assertThat(attachment.path("sha256").asText())
        .isEqualTo(SampleFiles.HASHES.get(attachment.path("kind").asText()));
    // Neither what they have inline nor where their links lead may be trusted.
    assertThat(attachment.path("source").asText())
        .isIn(List.of("directPath", "getBase64FromMediaMessage"));
  }
}
