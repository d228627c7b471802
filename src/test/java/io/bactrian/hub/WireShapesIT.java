package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.EncryptedMedia;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media in shapes of which there is no sample among the webhooks are stored as they were sent. */
class WireShapesIT extends MediaRouteTest {

  private static final byte[] KEY =
      "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ephemeralMessage",
        "viewOnceMessage",
        "viewOnceMessageV2",
        "viewOnceMessageV2Extension",
        "associatedChildMessage",
        "groupStatusMessage"
      })
  void aWrappedImageIsStored(String wrapper) {
    ObjectNode webhook = webhook("url", "directPath");

    hub.post(wrapped(webhook, wrapper));

    assertStored("image", photo);
  }

  @Test
  void anImageInTwoWrappersIsStored() {
    ObjectNode webhook = webhook("directPath");

    hub.post(wrapped(wrapped(webhook, "viewOnceMessageV2Extension"), "ephemeralMessage"));

    assertStored("image", photo);
  }

  @Test
  void aDocumentStillInTheWrapperOfItsCaptionIsStored() {
    byte[] document = STAND_IN.sample("document");
    ObjectNode webhook = media("documentMessage", "document", document, "application/pdf");
    Webhooks.content(webhook, "documentMessage").put("caption", "The contract");

    hub.post(wrapped(webhook, "documentWithCaptionMessage"));

    assertStored("document", document);
    assertThat(hub.messages(instance).get(0).path("text").asText()).isEqualTo("The contract");
  }

  @Test
  void aVideoNoteIsStored() {
    byte[] video = STAND_IN.sample("video");

    hub.post(media("ptvMessage", "ptv", video, "video/mp4"));

    assertStored("video", video);
  }

  @Test
  void anAnimatedStickerThatIsAnArchiveIsStored() throws IOException {
    byte[] sticker = archive();

    hub.post(
        wrapped(
            media("stickerMessage", "sticker", sticker, "application/was"),
            "lottieStickerMessage"));

    assertStored("sticker", sticker);
  }

  @Test
  void aNewslettersImageWithoutAKeyIsStored() {
    ObjectNode webhook =
        Webhooks.in(webhook("url"), "120363000000000099@newsletter", "NEWS" + UUID.randomUUID());
    STAND_IN.put(path("url"), Content.of(photo), "image/jpeg");
    Webhooks.content(webhook, "imageMessage").remove("mediaKey");
    Webhooks.content(webhook, "imageMessage").remove("fileEncSha256");

    hub.post(webhook);

    assertStored("image", photo);
  }

  @Test
  void bytesAsBuffersAreRead() {
    ObjectNode webhook = webhook("directPath");
    ObjectNode image = Webhooks.content(webhook, "imageMessage");
    for (String field : new String[] {"mediaKey", "fileSha256", "fileEncSha256"}) {
      byte[] bytes = Base64.getDecoder().decode(image.path(field).textValue());
      var data = image.putObject(field).put("type", "Buffer").putArray("data");
      for (byte each : bytes) {
        data.add(each & 0xff);
      }
    }

    hub.post(webhook);

    assertStored("image", photo);
  }

  /** Evolution 2.3.3 to 2.3.5. */
  @Test
  void indexedBytesBesidePlainNumbersAreRead() {
    ObjectNode webhook = webhook("directPath");
    ObjectNode image = Webhooks.content(webhook, "imageMessage");
    for (String field : new String[] {"mediaKey", "fileSha256", "fileEncSha256"}) {
      byte[] bytes = Base64.getDecoder().decode(image.path(field).textValue());
      ObjectNode indexed = image.putObject(field);
      for (int i = 0; i < bytes.length; i++) {
        indexed.put(Integer.toString(i), bytes[i] & 0xff);
      }
    }
    image.put("fileLength", image.path("fileLength").asLong());
    image.put("mediaKeyTimestamp", image.path("mediaKeyTimestamp").asLong());

    hub.post(webhook);

    assertStored("image", photo);
  }

  private void assertStored(String kind, byte[] plain) {
    JsonNode stored = hub.attachment(instance, "STORED");
    assertThat(stored.path("kind").asText()).isEqualTo(kind);
    assertThat(hub.content(id(stored))).isEqualTo(plain);
    assertThat(hub.attachments(instance)).hasSize(1);
  }

  /** The webhook of a media file that the media host has encrypted as one of this kind. */
  private ObjectNode media(String type, String kind, byte[] plain, String mimeType) {
    EncryptedMedia encrypted = EncryptedMedia.of(KEY, kind, Content.of(plain));
    STAND_IN.put(path(kind), encrypted);
    ObjectNode webhook = webhook();
    ObjectNode message = (ObjectNode) webhook.at("/data/message");
    message.removeAll();
    ObjectNode content = message.putObject(type).put("mimetype", mimeType);
    encrypted.fields(path(kind)).forEach((name, value) -> content.put(name, (String) value));
    ((ObjectNode) webhook.path("data")).put("messageType", type);
    return webhook;
  }

  private static ObjectNode wrapped(ObjectNode webhook, String wrapper) {
    ObjectNode data = (ObjectNode) webhook.path("data");
    JsonNode inner = data.remove("message");
    data.putObject("message").putObject(wrapper).set("message", inner);
    data.put("messageType", wrapper);
    return webhook;
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("animation/animation.json"));
      zip.write("{\"v\":\"5.5.7\"}".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }
}
