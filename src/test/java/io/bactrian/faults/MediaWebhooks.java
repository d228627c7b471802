package io.bactrian.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.embedded.standin.Content;
import io.bactrian.embedded.standin.EncryptedMedia;
import io.bactrian.embedded.standin.EvolutionStandIn;
import io.bactrian.hub.Webhooks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Makes webhooks with media that nobody else has: each with its own id, file and content, which the
 * stand-in serves below {@link #PATH}.
 */
final class MediaWebhooks {

  /** Where all of the media lie, for faults. */
  static final String PATH = "/faults/";

  /** Ends the path of a media file where its webhook's url leads. */
  static final String URL = "-url";

  private static final Set<String> LINKS = Set.of("url", "directPath");
  private static final int CHATS = 5;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ObjectMapper json = new ObjectMapper();
  private final EvolutionStandIn standIn;
  private final String address;
  private final String instance;

  /** The only one, or null for a few. */
  private final String chat;

  /** From now until the links expire. */
  private final Duration left;

  private final ObjectNode image;
  private final ObjectNode video;
  private final Map<String, ObjectNode> samples;

  MediaWebhooks(EvolutionStandIn standIn, String instance) {
    this(standIn, instance, standIn.baseUrl(), null, Duration.ofDays(20));
  }

  private MediaWebhooks(
      EvolutionStandIn standIn, String instance, String address, String chat, Duration left) {
    this.chat = chat;
    this.left = left;
    this.standIn = standIn;
    this.address = address;
    this.instance = instance;
    this.image =
        (ObjectNode)
            Webhooks.sample(
                json, "05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json");
    this.video = (ObjectNode) Webhooks.sample(json, "06-video.json");
    this.samples =
        Map.of(
            "video",
            video,
            "audio",
            (ObjectNode) Webhooks.sample(json, "07-audio-ptt-ogg-opus.json"),
            "document",
            (ObjectNode) Webhooks.sample(json, "08-document.json"));
  }

  /** The same, whose links lead to the stand-in by another address. */
  MediaWebhooks at(String other) {
    return new MediaWebhooks(standIn, instance, other, chat, left);
  }

  /** The same, all in one chat, whose media lie in a folder {@code only}. */
  MediaWebhooks ofChat(String only) {
    return new MediaWebhooks(standIn, instance, address, only, left);
  }

  /** The same, whose links say that they have expired: what refuses them is not asked again. */
  MediaWebhooks expired() {
    return new MediaWebhooks(standIn, instance, address, chat, Duration.ofDays(-1));
  }

  String instance() {
    return instance;
  }

  /** Distinct images of a few chats. */
  List<SentMedia> images(int count) {
    return Stream.generate(this::image).limit(count).toList();
  }

  SentMedia image() {
    return image("url", "directPath");
  }

  /** An image to be had by these rungs, and by Evolution. */
  SentMedia image(String... rungs) {
    byte[] own = own(standIn.sample("image"));
    List<String> given = List.of(rungs);
    ObjectNode webhook = image.deepCopy();
    ObjectNode message = (ObjectNode) webhook.at("/data/message");
    if (given.contains("base64")) {
      message.put("base64", Base64.getEncoder().encodeToString(own));
    }
    if (given.contains("mediaUrl")) {
      String plain = PATH + instance + "/" + NUMBER.get() + ".jpg";
      standIn.put(plain, Content.of(own), "image/jpeg");
      message.put("mediaUrl", address + plain);
    }
    return media(webhook, "image", Content.of(own), given);
  }

  /** A picture of this content, and of what only this one has behind it. */
  SentMedia picture(byte[] content) {
    return media(image.deepCopy(), "image", Content.of(own(content)), List.of("url", "directPath"));
  }

  /** A video of that many bytes, none of which is held in memory. */
  SentMedia video(long bytes) {
    return media(
        video.deepCopy(),
        "video",
        Content.generated(standIn.sample("video"), bytes),
        List.of("url", "directPath"));
  }

  private static byte[] own(byte[] content) {
    return ByteBuffer.allocate(content.length + Integer.BYTES)
        .put(content)
        .putInt(NUMBER.incrementAndGet())
        .array();
  }

  /**
   * A media file of another kind, to be had by its links.
   *
   * @param kind audio, video or document
   */
  SentMedia media(String kind, byte[] content) {
    return media(samples.get(kind).deepCopy(), kind, Content.of(content), List.of("url"));
  }

  private SentMedia media(ObjectNode webhook, String kind, Content content, List<String> rungs) {
    int number = NUMBER.incrementAndGet();
    EncryptedMedia media = EncryptedMedia.of(mediaKey(number), kind, content);
    String path = PATH + instance + (chat == null ? "/" : "/only/") + number + ".enc";
    standIn.put(path, media);
    standIn.put(path + URL, media);
    String expiry = Long.toHexString(Instant.now().plus(left).getEpochSecond());
    String directPath = path + "?oe=" + expiry;
    String id = String.format("3AFA%016X", number) + ProcessHandle.current().pid();
    webhook.put("instance", instance);
    Webhooks.key(webhook).put("id", id);
    String some = "1555020%04d@s.whatsapp.net".formatted(number % CHATS);
    Webhooks.key(webhook).put("remoteJid", chat == null ? some : chat);
    Webhooks.key(webhook).remove("remoteJidAlt");
    ((ObjectNode) webhook.at("/data")).put("messageTimestamp", Instant.now().getEpochSecond());
    ObjectNode fields = Webhooks.content(webhook, kind + "Message");
    media.fields(directPath).forEach(fields::putPOJO);
    fields.put("url", address + path + URL + "?oe=" + expiry);
    fields.retain(
        fields.properties().stream()
            .map(Map.Entry::getKey)
            .filter(name -> !LINKS.contains(name) || rungs.contains(name))
            .toList());
    fields.remove("jpegThumbnail");
    return new SentMedia(
        id, HexFormat.of().formatHex(media.fileSha256()), webhook.toString().getBytes(UTF_8), path);
  }

  private static byte[] mediaKey(int number) {
    return ByteBuffer.allocate(32).putInt(number).array();
  }
}
