package io.bactrian.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI document. */
class OpenApiIT {

  private final JsonNode document = ConsoleServer.shared().api().get("/api/openapi.json").body();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/messages",
        "/api/messages/{id}",
        "/api/attachments",
        "/api/attachments/{id}",
        "/api/attachments/{id}/content",
        "/api/attachments/{id}/thumbnail",
        "/api/attachments/{id}/transcoded",
        "/api/conversations",
        "/api/conversations/{id}",
        "/api/jobs",
        "/api/jobs/{id}",
        "/api/parked",
        "/api/parked/{id}/replay",
        "/api/parked/replay",
        "/api/lanes",
        "/api/stream"
      })
  void everyCallIsInIt(String path) {
    JsonNode operations = document.path("paths").path(path);
    assertThat(operations.isObject()).isTrue();
    for (JsonNode operation : operations) {
      assertThat(operation.path("summary").asText()).isNotBlank();
      assertThat(operation.at("/responses/default/content").has("application/problem+json"))
          .isTrue();
    }
  }

  @Test
  void itSaysHowToGetIn() {
    assertThat(document.at("/info/title").asText()).isEqualTo("Bactrian");
    assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
        .isEqualTo("bearer");
    assertThat(document.at("/security/0").has("bearer")).isTrue();
  }

  @Test
  void itSaysWhatIsAnswered() {
    JsonNode schemas = document.at("/components/schemas");
    assertThat(schemas.at("/Attachment/properties").has("nextAttemptAt")).isTrue();
    assertThat(schemas.at("/Message/properties/direction/enum")).hasSize(2);
    assertThat(schemas.at("/Lane/properties").has("wait")).isTrue();
    assertThat(schemas.at("/Problem/properties").has("detail")).isTrue();
    assertThat(document.at("/paths/~1api~1messages/post/responses").has("202")).isTrue();
    assertThat(document.at("/paths/~1api~1messages/post/responses").has("200")).isFalse();
  }
}
