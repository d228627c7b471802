package io.bactrian.chat;

/**
 * The media a webhook names, with every way to obtain it. Any field may be null: the ladder uses
 * what there is.
 *
 * @param kind what it is
 * @param keyInfo the HKDF info by which {@code mediaKey} is expanded where the kind does not tell
 *     it, as of a sticker pack; null where it does
 * @param mimeType as declared by the sender
 * @param fileName as declared by the sender, not made safe
 * @param length length of the plaintext in bytes; null where absent or not positive
 * @param width in pixels
 * @param height in pixels
 * @param duration in seconds
 * @param inlineKey object key of the inline base64's bytes, put aside at intake
 * @param mediaUrl plain, presigned by Evolution
 * @param url encrypted, absolute
 * @param directPath encrypted, path on the media host
 * @param mediaKey 32 bytes from which the cipher and MAC keys are derived
 * @param fileSha256 SHA-256 of the plaintext
 * @param fileEncSha256 SHA-256 of the encrypted file including its MAC
 * @param evolutionMessage JSON of {@code {"key":…,"message":…}} with wrappers removed and without
 *     thumbnail, inline base64 and mediaUrl: what {@code getBase64FromMediaMessage} wants
 */
public record IncomingMedia(
    AttachmentKind kind,
    String keyInfo,
    String mimeType,
    String fileName,
    Long length,
    Integer width,
    Integer height,
    Integer duration,
    String inlineKey,
    String mediaUrl,
    String url,
    String directPath,
    byte[] mediaKey,
    byte[] fileSha256,
    byte[] fileEncSha256,
    String evolutionMessage) {}
