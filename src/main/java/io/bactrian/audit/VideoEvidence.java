package io.bactrian.audit;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether an instance seems to drop videos. With storage of its own and {@code S3_SAVE_VIDEO} off,
 * Evolution drops a video before any webhook ({@code whatsapp.baileys.service.ts}), and no call
 * reports that setting: what tells is that of many media by its storage none is a video.
 */
@Component
class VideoEvidence {

  static final String REMEDY =
      "set S3_SAVE_VIDEO=true in Evolution's environment: without it videos, and what came with"
          + " them, never leave it";

  private static final String SETTING = "s3SaveVideo";

  private final JdbcClient jdbc;
  private final AuditSettings settings;

  VideoEvidence(JdbcClient jdbc, AuditSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /** The drift, if the last two weeks tell of one. */
  Optional<Drift> of(String instance, Instant now) {
    if (settings.videoEvidence() <= 0 || settings.accepted().contains(SETTING)) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select count(*) from attachment
              join message on message.id = message_id
              join conversation on conversation.id = conversation_id
            where instance = :instance and attachment.created_at > now() - interval '14 days'
              and media_url is not null
            having count(*) >= :enough and count(*) filter (where attachment.kind = 'video') = 0""")
        .param("instance", instance)
        .param("enough", settings.videoEvidence())
        .query(Long.class)
        .optional()
        .map(
            media ->
                new Drift(
                    instance,
                    SETTING,
                    "no video among the last " + media + " media files of Evolution's storage",
                    "true",
                    REMEDY,
                    now));
  }
}
