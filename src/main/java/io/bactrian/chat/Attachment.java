package io.bactrian.chat;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * The media of a message: pending, stored or parked. Only what the media route changes is mapped to
 * change; what the webhook said of the media is read only here.
 */
@Entity
@DynamicUpdate
// Some columns are only written here and read by the API's SQL.
@SuppressWarnings("UnusedVariable")
public class Attachment {

  /** How far it has come. */
  public enum Status {
    PENDING,
    STORED,
    PARKED
  }

  @Id private UUID id;

  @Column(updatable = false)
  private UUID messageId;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  private AttachmentKind kind;

  @Column(updatable = false)
  private String keyInfo;

  @Enumerated(EnumType.STRING)
  private Status status;

  private String mimeType;

  @Column(updatable = false)
  private String fileName;

  private Long size;
  private String sha256;

  @Column(updatable = false)
  private String inlineKey;

  @Column(updatable = false)
  private String mediaUrl;

  @Column(updatable = false)
  private String url;

  @Column(updatable = false)
  private String directPath;

  @Column(updatable = false)
  private byte[] mediaKey;

  @Column(updatable = false)
  private byte[] fileSha256;

  @Column(updatable = false)
  private byte[] fileEncSha256;

  @Column(updatable = false)
  private Long fileLength;

  @Column(updatable = false)
  private String evolutionMessage;

  private String deadRungs;

  @Column(updatable = false)
  private Instant expiresAt;

  private String source;
  private String objectKey;
  private Instant storedAt;
  private String damage;
  private Instant damagedAt;
  private String lastError;
  private Instant updatedAt;

  protected Attachment() {}

  /**
   * The media lies in object storage.
   *
   * @param rung wire name of the rung that served it
   * @param key its object key
   * @param bytes its size
   * @param hash SHA-256 of the plaintext in hex
   * @param type what its bytes are, as sniffed
   */
  public void stored(String rung, String key, long bytes, String hash, String type, Instant now) {
    source = rung;
    objectKey = key;
    size = bytes;
    sha256 = hash;
    mimeType = type;
    storedAt = now;
    intact(now);
  }

  /** What lies in object storage is the media, whatever was found there before. */
  public void intact(Instant now) {
    status = Status.STORED;
    damage = null;
    damagedAt = null;
    updatedAt = now;
    lastError = null;
  }

  /** Remembers why it is not stored yet, and which rungs need not be tried again. */
  public void failed(Status next, String dead, String error, Instant now) {
    status = next;
    deadRungs = dead;
    lastError = error;
    updatedAt = now;
  }

  /** Whether there is no other way to obtain it than when the earlier one was read. */
  public boolean hasSourcesOf(Attachment earlier) {
    return Objects.equals(inlineKey, earlier.inlineKey)
        && Objects.equals(mediaUrl, earlier.mediaUrl)
        && Objects.equals(url, earlier.url)
        && Objects.equals(directPath, earlier.directPath)
        && Objects.equals(evolutionMessage, earlier.evolutionMessage)
        && Arrays.equals(mediaKey, earlier.mediaKey);
  }

  public UUID id() {
    return id;
  }

  public UUID messageId() {
    return messageId;
  }

  public AttachmentKind kind() {
    return kind;
  }

  public String keyInfo() {
    return keyInfo;
  }

  public Status status() {
    return status;
  }

  public String mimeType() {
    return mimeType;
  }

  public String fileName() {
    return fileName;
  }

  public String inlineKey() {
    return inlineKey;
  }

  public String mediaUrl() {
    return mediaUrl;
  }

  public String url() {
    return url;
  }

  public String directPath() {
    return directPath;
  }

  public byte[] mediaKey() {
    return mediaKey == null ? null : mediaKey.clone();
  }

  public byte[] fileSha256() {
    return fileSha256 == null ? null : fileSha256.clone();
  }

  public byte[] fileEncSha256() {
    return fileEncSha256 == null ? null : fileEncSha256.clone();
  }

  public Long fileLength() {
    return fileLength;
  }

  public String evolutionMessage() {
    return evolutionMessage;
  }

  public String deadRungs() {
    return deadRungs;
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  public String objectKey() {
    return objectKey;
  }

  /** In bytes; of a media that was stored, its own. */
  public Long size() {
    return size;
  }

  /** Of a media that was stored, in hex; else null. */
  public String sha256() {
    return sha256;
  }

  /** Whether it was stored, and then found altered or missing. */
  public boolean isDamaged() {
    return damage != null;
  }
}
