package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.EncryptedMedia;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WhatsApp and Evolution's Cloud channel send, from webhook to API. */
class ReportedShapesIT extends HubTest {

  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static int counter;

  /** A file of its own, so that nobody else's hash finds it. */
  private byte[] file(String kind) {
    byte[] sample = STAND_IN.sample(kind);
    byte[] mark = (instance + counter++).getBytes(StandardCharsets.UTF_8);
    byte[] file = Arrays.copyOf(sample, sample.length + mark.length);
    System.arraycopy(mark, 0, file, sample.length, mark.length);
    return file;
  }

  private EncryptedMedia serve(String path, String kind, byte[] plain) {
    EncryptedMedia media = EncryptedMedia.of(KEY, kind, Content.of(plain));
    STAND_IN.put(path, media);
    return media;
  }

  @AfterEach
  void nothingIsTriedOn() {
    forgetMediaUnderWay();
  }

  @Test
  void aCarouselHasAnAttachmentForEachCardInOrder() {
    ObjectNode webhook = sample("reports/B1-carousel-long.json");
    byte[][] pictures = {file("image"), file("image"), file("image")};
    int card = 0;
    for (JsonNode each : webhook.at("/data/message/interactiveMessage/carouselMessage/cards")) {
      ObjectNode image = (ObjectNode) each.at("/header/imageMessage");
      String path = "/" + instance + "/card" + card;
      serve(path, "image", pictures[card++])
          .fields(path)
          .forEach((name, value) -> image.put(name, (String) value));
      image.remove("url");
    }

    hub.post(webhook);

    JsonNode message =
        hub.until(
                "/api/messages?instance=" + instance,
                answer ->
                    answer.at("/items/0/attachments").findValuesAsText("status").stream()
                            .filter("STORED"::equals)
                            .count()
                        == 3)
            .at("/items/0");
    for (int i = 0; i < 3; i++) {
      JsonNode attachment = message.path("attachments").get(i);
      assertThat(attachment.path("position").asInt()).isEqualTo(i);
      assertThat(hub.content(UUID.fromString(attachment.path("id").asText())))
          .isEqualTo(pictures[i]);
    }
    assertThat(message.path("text").asText()).contains("card 0", "card 1", "card 2");
    assertThat(message.at("/content/buttons/2/url").asText())
        .isEqualTo("https://shop.example.test/2");
  }

  @Test
  void aStickerPackIsDecryptedByItsOwnKeyInfo() {
    ObjectNode webhook = sample("reports/A6-sticker-pack-long.json");
    byte[] pack = file("document");
    String path = "/" + instance + "/pack";
    ObjectNode content = Webhooks.content(webhook, "stickerPackMessage");
    serve(path, "sticker-pack", pack)
        .fields(path)
        .forEach((name, value) -> content.put(name, (String) value));

    hub.post(webhook);

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("directPath");
    assertThat(stored.path("fileName").asText()).isEqualTo("Cats");
    assertThat(hub.content(UUID.fromString(stored.path("id").asText()))).isEqualTo(pack);
  }

  @Test
  void aMediaWithNothingButMetasIdIsAskedForByItsType() {
    ObjectNode webhook = sample("reports/A1f-cloud-image-id-only.json");
    byte[] picture = file("image");
    EncryptedMedia media = serve("/" + instance + "/meta", "image", picture);
    Webhooks.content(webhook, "imageMessage")
        .put("sha256", Base64.getEncoder().encodeToString(media.fileSha256()));

    hub.post(webhook);

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("source").asText()).isEqualTo("getBase64FromMediaMessage");
    assertThat(hub.content(UUID.fromString(stored.path("id").asText()))).isEqualTo(picture);
  }

  @Test
  void otherBytesThanMetasHashNamesAreNeverStored() {
    hub.post(sample("reports/A1c-cloud-image-wrong-bytes.json"));

    JsonNode refused =
        hub.until(
                "/api/attachments?instance=" + instance,
                answer -> !answer.at("/items/0/lastError").asText("").isBlank())
            .at("/items/0");
    assertThat(refused.path("status").asText()).isNotEqualTo("STORED");
    assertThat(refused.path("sha256").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"A1b-cloud-document-base64, Contrato nº 7.pdf", "C3-cloud-echo-own, own.pdf"})
  void theFileInTheWebhookIsTheAttachment(String report, String name) {
    hub.post(sample("reports/" + report + ".json"));

    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("fileName").asText()).isEqualTo(name);
    assertThat(stored.path("source").asText()).isEqualTo("base64");
    assertThat(stored.path("mimeType").asText()).isEqualTo("application/pdf");
  }

  @Test
  void aUsernameIsShownWhoeverTellsIt() {
    ObjectNode webhook = sample("reports/B3-ad-23.json");
    Webhooks.key(webhook).put("remoteJidUsername", "alice.sample");
    hub.post(webhook);
    assertThat(username()).isEqualTo("alice.sample");

    ObjectNode contact = sample("18a-contacts.update-object.json");
    ((ObjectNode) contact.path("data"))
        .put("remoteJid", Webhooks.key(webhook).path("remoteJid").asText())
        .put("username", "alice.s");
    hub.post(contact);
    assertThat(username()).isEqualTo("alice.s");
  }

  private String username() {
    return hub.conversations(instance).get(0).path("username").asText();
  }

  @Test
  void hostedNamesAreTheSamePerson() {
    hub.post(sample("reports/E1-hosted-0.json"));
    hub.post(sample("reports/E1-hosted-1.json"));

    assertThat(hub.messages(instance)).hasSize(2);
    assertThat(hub.conversations(instance))
        .singleElement()
        .extracting(chat -> chat.path("chat").asText())
        .isEqualTo("15550100134@s.whatsapp.net");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          E2-card | /contacts/0/numbers/0 | 15550100127
          E2-flow | /flow/answers/rating  | Good
          E2-cta  | /buttons/0/url        | https://pay.example.test/1
          E2-pix  | /pix/key              | key-1
          B3-ad-23 | /ad/sourceId         | 120211
          """)
  void structuredContentsAreInTheApi(String report, String pointer, String expected) {
    hub.post(sample("reports/" + report + ".json"));

    assertThat(hub.messages(instance).get(0).path("content").at(pointer).asText())
        .isEqualTo(expected);
  }
}
