package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Media that comes in base64 inside the webhook. */
class InlineMediaIT extends HubTest {

  private static final String INLINE = "04-image-base64-inline.json";
  private static final byte[] IMAGE = Webhooks.bytes("media/image.jpg");
  private static final String BASE64 = Base64.getEncoder().encodeToString(IMAGE);

  @Test
  void isStoredFromTheWebhookItself() {
    hub.post(inline(BASE64));

    assertStoredFrom("base64");
  }

  @Test
  void mayBearThePrefixOfADataUrl() {
    hub.post(inline("data:image/jpeg;base64," + BASE64));

    assertStoredFrom("base64");
  }

  @Test
  void thatIsNoBase64FallsToTheNextRung() {
    hub.post(inline("@@@ not base64 @@@"));

    assertStoredFrom("directPath");
  }

  @Test
  void thatIsCutOffFallsToTheNextRung() {
    hub.post(inline(BASE64.substring(0, BASE64.length() / 8 * 4)));

    assertStoredFrom("directPath");
  }

  @Test
  void thatIsSomethingElseFallsToTheNextRung() {
    hub.post(inline(base64("<html>not the picture</html>")));

    assertStoredFrom("directPath");
  }

  @Test
  void isNotKeptInTheDatabase() {
    String event = hub.post(inline(BASE64)).path("event").asText();

    assertThat(raw(event)).contains("claim:inline/" + event + "/0").doesNotContain("/9j/4AAQ");
  }

  @Test
  void isNotServedToAWebhookThatNamesAnothersClaim() {
    String event = hub.post(inline(BASE64)).path("event").asText();
    assertStoredFrom("base64");

    assertNotServed(inline("claim:inline/" + event + "/0"), "-thief");
  }

  @Test
  void isNotServedToAClaimUnderAnEscapedName() {
    String event = hub.post(inline(BASE64)).path("event").asText();
    assertStoredFrom("base64");
    ObjectNode thief = inline("claim:inline/" + event + "/0").put("instance", instance + "-thief");

    byte[] body =
        thief.toString().replace("\"base64\"", "\"b\\u0061se64\"").getBytes(StandardCharsets.UTF_8);
    assertThat(hub.deliver(body).statusCode()).isEqualTo(202);

    assertThat(hub.attachment(instance + "-thief", "STORED").path("source").asText())
        .isEqualTo("directPath");
  }

  @Test
  void isNotServedToAClaimInPlaceOfALink() {
    String event = hub.post(inline(BASE64)).path("event").asText();
    assertStoredFrom("base64");
    ObjectNode thief = sample(INLINE);
    ObjectNode message = (ObjectNode) thief.at("/data/message");
    message.remove("base64");
    message.put("mediaUrl", "claim:inline/" + event + "/0");

    assertNotServed(thief, "-thief");
  }

  private void assertNotServed(ObjectNode thief, String suffix) {
    hub.post(thief.put("instance", instance + suffix));

    assertThat(hub.attachment(instance + suffix, "STORED").path("source").asText())
        .isEqualTo("directPath");
  }

  private void assertStoredFrom(String rung) {
    JsonNode attachment = hub.attachment(instance, "STORED");
    assertThat(attachment.path("source").asText()).isEqualTo(rung);
    assertThat(attachment.path("sha256").asText()).isEqualTo(SampleFiles.HASHES.get("image"));
    assertThat(hub.content(UUID.fromString(attachment.path("id").asText()))).isEqualTo(IMAGE);
  }

  private ObjectNode inline(String base64) {
    ObjectNode webhook = sample(INLINE);
    ((ObjectNode) webhook.at("/data/message")).put("base64", base64);
    return webhook;
  }

  private String raw(String event) {
    byte[] raw =
        jdbc.sql("select raw from event where id = :id")
            .param("id", UUID.fromString(event))
            .query(byte[].class)
            .single();
    return new String(raw, StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
