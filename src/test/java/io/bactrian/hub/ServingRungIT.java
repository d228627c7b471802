package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rung of the ladder serves, and says that it did. */
class ServingRungIT extends MediaRouteTest {

  @ParameterizedTest
  @ValueSource(strings = {"base64", "mediaUrl", "url", "directPath"})
  void aLinkOfTheWebhookServes(String rung) throws Exception {
    hub.post(webhook(rung));

    assertStoredFrom(rung);
    assertThat(STAND_IN.count(evolution())).isZero();
  }

  @Test
  void evolutionServesWhereNoLinkIsGiven() throws Exception {
    hub.post(webhook());

    assertStoredFrom("getBase64FromMediaMessage");
  }

  @Test
  void theFirstRungOfTheLadderIsTakenWhereSeveralWouldServe() throws Exception {
    hub.post(webhook("base64", "mediaUrl", "url", "directPath"));

    assertStoredFrom("base64");
    assertThat(STAND_IN.count("^GET /" + instance + "/")).isZero();
  }

  private void assertStoredFrom(String rung) throws Exception {
    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo(rung);
    assertThat(stored.path("attempts").asInt()).isEqualTo(1);
    assertThat(stored.path("mimeType").asText()).isEqualTo("image/jpeg");
    assertThat(stored.path("size").asLong()).isEqualTo(photo.length);
    assertThat(stored.path("sha256").asText())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(photo)));
    assertThat(hub.content(id(stored))).isEqualTo(photo);
  }
}
