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
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Makes webhooks with media that nobody else has: each with its own id, file and content, which the
 * stand-in serves below {@link #PATH}.
 */
final class MediaWebhooks {

  /** Where all of the media lie, for faults. */
  static final String PATH = "/faults/";

  private static final int CHATS = 5;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ObjectMapper json = new ObjectMapper();
  private final EvolutionStandIn standIn;
  private final String instance;
  private final ObjectNode image;
  private final ObjectNode video;

  MediaWebhooks(EvolutionStandIn standIn, String instance) {
    this.standIn = standIn;
    this.instance = instance;
    this.image =
        (ObjectNode)
            Webhooks.sample(
                json, "05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json");
    this.video = (ObjectNode) Webhooks.sample(json, "06-video.json");
  }

  String instance() {
    return instance;
  }

  /** Distinct images of a few chats. */
  List<SentMedia> images(int count) {
    return Stream.generate(this::image).limit(count).toList();
  }

  SentMedia image() {
    byte[] sample = standIn.sample("image");
    byte[] own =
        ByteBuffer.allocate(sample.length + Integer.BYTES)
            .put(sample)
            .putInt(NUMBER.incrementAndGet())
            .array();
    return media(image.deepCopy(), "image", Content.of(own));
  }

  /** A video of that many bytes, none of which is held in memory. */
  SentMedia video(long bytes) {
    return media(video.deepCopy(), "video", Content.generated(standIn.sample("video"), bytes));
  }

  private SentMedia media(ObjectNode webhook, String kind, Content content) {
    int number = NUMBER.incrementAndGet();
    EncryptedMedia media = EncryptedMedia.of(mediaKey(number), kind, content);
    String path = PATH + instance + "/" + number + ".enc";
    standIn.put(path, media);
    String expiry = Long.toHexString(Instant.now().plus(Duration.ofDays(20)).getEpochSecond());
    String directPath = path + "?oe=" + expiry;
    String id = String.format("3AFA%016X", number) + ProcessHandle.current().pid();
    webhook.put("instance", instance);
    Webhooks.key(webhook).put("id", id);
    Webhooks.key(webhook).put("remoteJid", "1555020%04d@s.whatsapp.net".formatted(number % CHATS));
    Webhooks.key(webhook).remove("remoteJidAlt");
    ((ObjectNode) webhook.at("/data")).put("messageTimestamp", Instant.now().getEpochSecond());
    ObjectNode fields = Webhooks.content(webhook, kind + "Message");
    media.fields(directPath).forEach(fields::putPOJO);
    fields.put("url", standIn.baseUrl() + directPath);
    fields.remove("jpegThumbnail");
    return new SentMedia(
        id, HexFormat.of().formatHex(media.fileSha256()), webhook.toString().getBytes(UTF_8));
  }

  private static byte[] mediaKey(int number) {
    return ByteBuffer.allocate(32).putInt(number).array();
  }
}
