package io.bactrian.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.InstanceName;
import io.bactrian.memory.BodyCensus;
import io.bactrian.web.SpooledBody;
import io.bactrian.webhook.WebhookEvent;
import io.bactrian.webhook.WebhookSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Reads a body of any size without holding its inline base64: every text under a key {@code base64}
 * becomes a claim check. As all of them do, no body can bring a claim of its own.
 */
@Component
public class EnvelopeReader {

  private static final String INLINE_KEY = "base64";

  /** Of an own send by Meta's Cloud API: its base64, or the link it was sent by. */
  private static final String SENT_KEY = "media";

  private static final int LINK_HEAD = "https://".length();

  private final WireJson json;
  private final long maxEventSize;
  private final int maxInlineMedia;

  public EnvelopeReader(WebhookSettings settings) {
    json = new WireJson(settings);
    maxEventSize = settings.maxEventSize().toBytes();
    maxInlineMedia = settings.maxInlineMedia();
  }

  /** Bytes of heap that {@link #read} and decoding need at most. */
  public long heap(SpooledBody body) throws IOException {
    return BodyCensus.of(body.open()).heap(maxEventSize);
  }

  /**
   * Takes a body's inline base64 out, and tells what event it is.
   *
   * @param eventId new for each delivery, never shown before the body has come
   * @param pathEvent the event that the webhook's path names, used if the body names none; or null
   * @return with claims, and open media that want to be stored before {@code body} is closed
   * @throws NotUnderstoodException if it is no JSON object, or beyond a limit; {@link #asReceived}
   *     is what can be kept of it
   */
  public RawEvent read(UUID eventId, SpooledBody body, String pathEvent)
      throws NotUnderstoodException, IOException {
    Outline outline = outline(body);
    String name = WebhookEvent.normalise(outline.event == null ? pathEvent : outline.event);
    if (name != null && WebhookEvent.of(name).isEmpty()) {
      return new RawEvent(
          eventId,
          name,
          outline.instance,
          Disposition.IGNORED,
          new byte[0],
          new byte[0],
          List.of());
    }
    ClaimingCopy copy = new ClaimingCopy(eventId, body, maxEventSize);
    byte[] bytes = copy.withClaims(outline.inline);
    return new RawEvent(
        eventId,
        name,
        outline.instance,
        Disposition.RELEVANT,
        fingerprint(name, json.tree(bytes), copy),
        bytes,
        copy.media());
  }

  /** A body that {@link #read} does not understand, whole, to be parked. */
  public RawEvent asReceived(UUID eventId, SpooledBody body, String pathEvent) throws IOException {
    byte[] bytes = body.bytes();
    return new RawEvent(
        eventId,
        WebhookEvent.normalise(pathEvent),
        null,
        Disposition.RELEVANT,
        Fingerprint.sha256().digest(bytes),
        bytes,
        List.of());
  }

  /**
   * Not over where the event was sent ({@code destination}) nor by whom: the local and the global
   * webhook deliver the same one.
   */
  private static byte[] fingerprint(String name, JsonNode root, ClaimingCopy copy) {
    Map<String, byte[]> digests = new HashMap<>();
    copy.media().forEach(media -> digests.put(media.claim(), copy.digest(media.index())));
    boolean repeats = WebhookEvent.of(name).map(WebhookEvent::repeats).orElse(false);
    return new Fingerprint()
        .add(name)
        .add(root.path("instance"), Map.of())
        .add(root.path("data"), digests)
        .add(repeats ? root.path("date_time").asText() : null)
        .value();
  }

  private Outline outline(SpooledBody body) throws NotUnderstoodException, IOException {
    Outline outline = new Outline();
    try (JsonParser parser = json.parser(body.open())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NotUnderstoodException(
            body.size() == 0 ? "the body is empty" : "not a JSON object");
      }
      int depth = 1;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (depth == 0) {
          throw new NotUnderstoodException("more than one JSON value");
        }
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (token == JsonToken.VALUE_STRING && isInline(parser, body)) {
          addInline(outline, parser.currentTokenLocation().getByteOffset());
        }
        if (depth == 1 && token.isScalarValue()) {
          outline.addHeading(parser);
        }
      }
    } catch (JsonProcessingException e) {
      throw WireJson.notUnderstood(e);
    }
    return outline;
  }

  private static boolean isInline(JsonParser parser, SpooledBody body) throws IOException {
    String name = parser.currentName();
    if (INLINE_KEY.equals(name)) {
      return true;
    }
    if (!SENT_KEY.equals(name)) {
      return false;
    }
    // Looked at where it lies: the text may be the whole media.
    long first = parser.currentTokenLocation().getByteOffset() + 1;
    try (InputStream in = body.open(first, Math.min(LINK_HEAD, body.size() - first))) {
      return !InlineMedia.isLink(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }

  private void addInline(Outline outline, long offset) throws NotUnderstoodException {
    if (outline.inline.size() == maxInlineMedia) {
      throw new NotUnderstoodException("more than " + maxInlineMedia + " inline media files");
    }
    outline.inline.add(offset);
  }

  /** What one look over a body tells. */
  private static final class Outline {
    private final List<Long> inline = new ArrayList<>();
    private String event;
    private String instance;

    /** Of a key given twice the last one counts, as in the tree that is decoded later. */
    void addHeading(JsonParser parser) throws IOException {
      String name = parser.currentName();
      if (name.equals("event")) {
        event = text(parser);
      } else if (name.equals("instance")) {
        boolean fit =
            parser.currentToken() == JsonToken.VALUE_STRING && InstanceName.isFit(parser.getText());
        instance = fit ? parser.getText() : null;
      }
    }

    private static String text(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        return null;
      }
      String text = WireValues.clean(parser.getText());
      return text.isBlank() ? null : text;
    }
  }
}
