package io.bactrian.chat;

import java.sql.Timestamp;
import java.time.Instant;
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
   * @param refreshed whether this webhook gave a known one a fresher source
   */
  public record Recorded(UUID id, boolean created, boolean refreshed) {}

  private final JdbcClient jdbc;

  public Attachments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Records the media of a message, once. A known one that is not stored yet takes over fresher
   * addresses, since presigned ones expire.
   */
  public Recorded record(UUID message, IncomingMedia media, Instant expiresAt) {
    UUID id = UUID.randomUUID();
    int created =
        jdbc.sql(
                """
                insert into attachment (id, message_id, kind, status, mime_type, file_name, size,
                  width, height, duration, inline_key, media_url, url, direct_path, media_key,
                  file_sha256, file_enc_sha256, file_length, evolution_message, expires_at)
                values (:id, :message, :kind, 'PENDING', :mimeType, :fileName, :length,
                  :width, :height, :duration, :inlineKey, :mediaUrl, :url, :directPath, :mediaKey,
                  :fileSha256, :fileEncSha256, :length, :evolutionMessage, :expires)
                on conflict (message_id) do nothing""")
            .param("id", id)
            .param("message", message)
            .param("kind", media.kind().name())
            .param("mimeType", media.mimeType())
            .param("fileName", media.fileName())
            .param("length", media.length())
            .param("width", media.width())
            .param("height", media.height())
            .param("duration", media.duration())
            .param("inlineKey", media.inlineKey())
            .param("mediaUrl", media.mediaUrl())
            .param("url", media.url())
            .param("directPath", media.directPath())
            .param("mediaKey", media.mediaKey())
            .param("fileSha256", media.fileSha256())
            .param("fileEncSha256", media.fileEncSha256())
            .param("evolutionMessage", media.evolutionMessage())
            .param("expires", Timestamp.from(expiresAt))
            .update();
    if (created == 1) {
      return new Recorded(id, true, false);
    }
    return refresh(message, media);
  }

  private Recorded refresh(UUID message, IncomingMedia media) {
    int refreshed =
        jdbc.sql(
                """
            update attachment set
              media_url = coalesce(:mediaUrl, media_url),
              inline_key = coalesce(inline_key, :inlineKey),
              dead_rungs = case
                when :mediaUrl is distinct from media_url or inline_key is null
                then '' else dead_rungs end,
              updated_at = now()
            where message_id = :message and status <> 'STORED'
              and ((:mediaUrl::text is not null and :mediaUrl is distinct from media_url)
                or (:inlineKey::text is not null and inline_key is null))""")
            .param("mediaUrl", media.mediaUrl())
            .param("inlineKey", media.inlineKey())
            .param("message", message)
            .update();
    UUID id =
        jdbc.sql("select id from attachment where message_id = :message")
            .param("message", message)
            .query(UUID.class)
            .single();
    return new Recorded(id, false, refreshed == 1);
  }
}
