package io.bactrian.send;

/**
 * A message that was asked for, validated.
 *
 * @param to JID of a person or a group
 * @param kind text, image, video, audio or document
 * @param content bytes of a media file that came with the request, or null
 * @param idempotencyKey null if none was given
 * @param fingerprint equal for equal messages
 */
public record MessageToSend(
    String instance,
    String to,
    String kind,
    SendRequest request,
    byte[] content,
    String idempotencyKey,
    String fingerprint) {

  /** The same to another address. */
  MessageToSend to(String other) {
    return new MessageToSend(instance, other, kind, request, content, idempotencyKey, fingerprint);
  }
}
