package io.bactrian.decode;

import io.bactrian.webhook.WebhookEvent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * One webhook body as it is kept: as received, but with a claim in the place of each inline base64.
 *
 * @param id made by us before the body was read, so that no body can name it
 * @param name as {@link WebhookEvent#normalise} gives it; null if neither body nor path has one
 * @param instance null if the body has none; cut where it is too long to be one
 * @param disposition IGNORED if nobody handles an event of this name; bytes, fingerprint and inline
 *     media are empty then
 * @param fingerprint 32 bytes, equal for what is the same event delivered again
 * @param bytes UTF-8 JSON; of a body that is not understood the very bytes received
 * @param inline to be put into object storage, each under its own key, before this is accepted
 */
public record RawEvent(
    UUID id,
    String name,
    String instance,
    Disposition disposition,
    byte[] fingerprint,
    byte[] bytes,
    List<InlineMedia> inline) {

  /** An event is kept before anybody looks at what it says: its names fit the database here. */
  public RawEvent {
    name = WireValues.fitting(name);
    instance = WireValues.fitting(instance);
  }

  /** The same under the names that were read of it before. */
  public RawEvent named(RawEvent read) {
    return new RawEvent(id, read.name(), read.instance(), disposition, fingerprint, bytes, inline);
  }

  /** The same without media that turned out undecodable: their claims become null. */
  public RawEvent without(Collection<InlineMedia> undecodable) {
    // One byte a character both ways, so that the rest stays as it was.
    String json = new String(bytes, StandardCharsets.ISO_8859_1);
    for (InlineMedia media : undecodable) {
      json = json.replace('"' + media.claim() + '"', "null");
    }
    return new RawEvent(
        id,
        name,
        instance,
        disposition,
        fingerprint,
        json.getBytes(StandardCharsets.ISO_8859_1),
        inline.stream().filter(media -> !undecodable.contains(media)).toList());
  }
}
