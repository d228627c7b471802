package io.bactrian.chat;

import io.bactrian.TimeOrderedId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records the media of messages as pending. Methods belong into the caller's transaction. */
@Component
public class Attachments {

  /**
   * An attachment as recorded.
   *
   * @param created whether this webhook brought it
   */
  public record Recorded(UUID id, boolean created) {}

  private final JdbcClient jdbc;

  public Attachments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Records a media file of a message, once.
   *
   * @param position its place among the media of the message, from 0
   */
  public Recorded record(UUID message, int position, IncomingMedia media, Instant expiresAt) {
    UUID id = TimeOrderedId.next();
    int created =
        jdbc.sql(
                """
                insert into attachment (id, message_id, position, kind, key_info, status, mime_type,
                  file_name, size,
                  width, height, duration, inline_key, media_url, url, direct_path, media_key,
                  file_sha256, file_enc_sha256, file_length, evolution_message, expires_at)
                values (:id, :message, :position, :kind, :keyInfo, 'PENDING', :mimeType, :fileName, :length,
                  :width, :height, :duration, :inlineKey, :mediaUrl, :url, :directPath, :mediaKey,
                  :fileSha256, :fileEncSha256, :length, :evolutionMessage, :expires)
                on conflict (message_id, position) do nothing""")
            .param("id", id)
            .param("message", message)
            .param("position", position)
            .param("kind", media.kind().name())
            .params(parameters(media))
            .param("expires", Timestamp.from(expiresAt))
            .update();
    return created == 1
        ? new Recorded(id, true)
        : new Recorded(
            jdbc.sql(
                    "select id from attachment where message_id = :message and position = :position")
                .param("message", message)
                .param("position", position)
                .query(UUID.class)
                .single(),
            false);
  }

  /**
   * What is known of a media file that is not stored yet; nobody else changes it before the
   * transaction ends. Empty if it is stored.
   */
  public Optional<IncomingMedia> unstored(UUID id) {
    return jdbc.sql(
            """
            select kind, key_info, mime_type, file_name, file_length as length, width, height, duration,
              inline_key, media_url, url, direct_path, media_key, file_sha256, file_enc_sha256,
              evolution_message
            from attachment where id = :id and status <> 'STORED' for no key update""")
        .param("id", id)
        .query(IncomingMedia.class)
        .optional();
  }

  /** Takes over what a later webhook told; every rung is alive again. */
  public void refresh(UUID id, IncomingMedia media, Instant expiresAt) {
    jdbc.sql(
            """
            update attachment set mime_type = :mimeType, file_name = :fileName,
              size = coalesce(size, :length), width = :width, height = :height,
              duration = :duration, inline_key = :inlineKey, media_url = :mediaUrl, url = :url,
              direct_path = :directPath, media_key = :mediaKey, file_sha256 = :fileSha256,
              file_enc_sha256 = :fileEncSha256, file_length = :length,
              evolution_message = :evolutionMessage,
              expires_at = greatest(expires_at, :expires), dead_rungs = '', updated_at = now()
            where id = :id""")
        .params(parameters(media))
        .param("expires", Timestamp.from(expiresAt))
        .param("id", id)
        .update();
  }

  /** Its bytes in object storage are those of its SHA-256. */
  public void checked(UUID id) {
    jdbc.sql("update attachment set checked_at = now() where id = :id").param("id", id).update();
  }

  /**
   * A stored media is not what it was any more: it is pending again, and every rung is alive.
   *
   * @param objectKey where it was looked at
   * @param damage what was found there
   * @param reason the same, for people
   * @param grace for which it is looked for at least, however old its sources are
   * @return until when it is looked for; empty if it was put anew meanwhile, or is gone
   */
  public Optional<Instant> damaged(
      UUID id, String objectKey, String damage, String reason, Duration grace) {
    return jdbc.sql(
            """
            update attachment set status = 'PENDING', damage = :damage, damaged_at = now(),
              checked_at = now(), dead_rungs = '', last_error = :reason, updated_at = now()
            where id = :id and status = 'STORED' and object_key = :key
            returning greatest(expires_at, now() + cast(:grace as float) * interval '1 ms')""")
        .param("damage", damage)
        .param("reason", reason)
        .param("id", id)
        .param("key", objectKey)
        .param("grace", grace.toMillis())
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  private static Map<String, Object> parameters(IncomingMedia media) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("keyInfo", media.keyInfo());
    parameters.put("mimeType", media.mimeType());
    parameters.put("fileName", media.fileName());
    parameters.put("length", media.length());
    parameters.put("width", media.width());
    parameters.put("height", media.height());
    parameters.put("duration", media.duration());
    parameters.put("inlineKey", media.inlineKey());
    parameters.put("mediaUrl", media.mediaUrl());
    parameters.put("url", media.url());
    parameters.put("directPath", media.directPath());
    parameters.put("mediaKey", media.mediaKey());
    parameters.put("fileSha256", media.fileSha256());
    parameters.put("fileEncSha256", media.fileEncSha256());
    parameters.put("evolutionMessage", media.evolutionMessage());
    return parameters;
  }
}
