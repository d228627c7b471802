package io.bactrian.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.EncryptedMedia;
import io.bactrian.embedded.standin.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;

/** A photo of this test's own, which the stand-in has behind every rung of the ladder. */
abstract class MediaRouteTest extends HubTest {

  static final String KIND = "process_incoming_media";

  private static final byte[] MEDIA_KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** What people see. */
  byte[] photo;

  private EncryptedMedia media;

  @BeforeEach
  void ownPhoto() {
    byte[] sample = STAND_IN.sample("image");
    byte[] mark = instance.getBytes(StandardCharsets.UTF_8);
    photo = Arrays.copyOf(sample, sample.length + mark.length);
    System.arraycopy(mark, 0, photo, sample.length, mark.length);
    media = EncryptedMedia.of(MEDIA_KEY, "image", Content.of(photo));
    STAND_IN.put(path("mediaUrl"), Content.of(photo), "image/jpeg");
    STAND_IN.put(path("url"), media);
    STAND_IN.put(path("directPath"), media);
  }

  /** Where the media host has the photo for this rung; also what a fault is told of. */
  String path(String rung) {
    return "/" + instance + "/" + rung;
  }

  /** How often the media host was asked for a rung. */
  long fetched(String rung) {
    return STAND_IN.count("^GET " + path(rung) + "$");
  }

  /** The webhook that announces the photo with these of the links it can be had by. */
  ObjectNode webhook(String... rungs) {
    ObjectNode webhook = sample("05a-image-encrypted-evo-le-2.3.2-base64-strings.json");
    Webhooks.key(webhook)
        .put("id", UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT));
    ObjectNode image = Webhooks.content(webhook, "imageMessage");
    media.fields(path("directPath")).forEach((name, value) -> image.put(name, (String) value));
    List<String> given = List.of(rungs);
    image.put("url", given.contains("url") ? STAND_IN.baseUrl() + path("url") : null);
    if (!given.contains("directPath")) {
      image.remove("directPath");
    }
    ObjectNode message = (ObjectNode) webhook.at("/data/message");
    if (given.contains("mediaUrl")) {
      message.put("mediaUrl", STAND_IN.baseUrl() + path("mediaUrl"));
    }
    if (given.contains("base64")) {
      message.put("base64", Base64.getEncoder().encodeToString(photo));
    }
    return webhook;
  }

  /** The same, of which every link says that it has expired: refused once, it is given up. */
  ObjectNode expired(String... rungs) {
    ObjectNode webhook = webhook(rungs);
    ObjectNode image = Webhooks.content(webhook, "imageMessage");
    for (String link : new String[] {"url", "directPath"}) {
      if (image.hasNonNull(link)) {
        image.put(link, image.get(link).asText() + "?oe=5A000000");
      }
    }
    return webhook;
  }

  /** Evolution does not have the message, and says so. */
  void evolutionHasNot() {
    STAND_IN.fault(
        Fault.status(evolution(), 400)
            .body(
                Webhooks.sample(json, "api/getBase64FromMediaMessage.error.400.not-found.json")
                    .toString()));
  }

  /** Evolution's rung, for a fault. */
  String evolution() {
    return "getBase64FromMediaMessage/" + instance + "$";
  }

  /** The attachment, once it is as wanted. */
  JsonNode attachment(Predicate<JsonNode> wanted) {
    return hub.until(
            "/api/attachments?instance=" + instance,
            answer -> answer.path("items").size() == 1 && wanted.test(answer.at("/items/0")))
        .at("/items/0");
  }

  static UUID id(JsonNode thing) {
    return UUID.fromString(thing.path("id").asText());
  }

  /** What is parked of a subject; missing if nothing is. */
  JsonNode parked(UUID subject) {
    for (JsonNode job : hub.get("/api/parked?limit=100").path("items")) {
      if (job.path("subject").asText().equals(subject.toString())) {
        return job;
      }
    }
    return json.missingNode();
  }
}
