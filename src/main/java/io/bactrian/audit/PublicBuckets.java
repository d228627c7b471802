package io.bactrian.audit;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.media.AnonymousRead;
import io.bactrian.storage.ObjectStorage;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether anybody may read the media files: an object of each bucket is asked for without
 * credentials. Evolution makes its own bucket public-read unless {@code S3_SKIP_POLICY} is true;
 * ours is public only by somebody's hand.
 */
@Component
class PublicBuckets {

  static final String EVOLUTIONS = "s3SkipPolicy";
  static final String OURS = "bucketPolicy";

  private static final Logger log = LoggerFactory.getLogger(PublicBuckets.class);
  private static final String FOUND = "an object was read without credentials";

  private final JdbcClient jdbc;
  private final AuditSettings settings;
  private final AnonymousRead links;
  private final ObjectStorage storage;

  PublicBuckets(
      JdbcClient jdbc, AuditSettings settings, AnonymousRead links, ObjectStorage storage) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.links = links;
    this.storage = storage;
  }

  /** The drift of Evolution's bucket, if media files of this instance lie there for everybody. */
  Optional<Drift> evolutions(String instance, Instant now) {
    return mediaUrl(instance)
        .filter(links::isAnswered)
        .map(
            link ->
                drift(
                    instance,
                    EVOLUTIONS,
                    "true",
                    "set S3_SKIP_POLICY=true in Evolution's environment and take the policy off its"
                        + " bucket (mc anonymous set none): whoever knows a path reads people's"
                        + " media files",
                    now));
  }

  /** The drift of the hub's own bucket, which concerns all instances. */
  Optional<Drift> ours(Instant now) {
    return ownObject()
        .filter(this::isPublic)
        .map(
            key ->
                drift(
                    null,
                    OURS,
                    "private",
                    "take policy and ACL off the bucket of BACTRIAN_S3_BUCKET: whoever knows a path"
                        + " reads people's media files, and the hub needs presigned links alone",
                    now));
  }

  private Drift drift(
      String instance, String setting, String expected, String remedy, Instant now) {
    return new Drift(
        instance,
        setting,
        "public-read: " + FOUND,
        expected,
        remedy,
        now,
        settings.accepted().contains(setting));
  }

  /** A storage that is away says nothing of who may read it. */
  private boolean isPublic(String key) {
    try {
      return storage.isPublic(key);
    } catch (InfrastructureFailureException e) {
      log.info("nobody can tell whether the bucket is public: {}", e.getMessage());
      return false;
    }
  }

  private Optional<String> mediaUrl(String instance) {
    return jdbc.sql(
            """
            select media_url from attachment
              join message on message.id = message_id
              join conversation on conversation.id = conversation_id
            where instance = :instance and attachment.created_at > now() - interval '14 days'
              and media_url is not null
            order by attachment.created_at desc limit 1""")
        .param("instance", instance)
        .query(String.class)
        .optional();
  }

  private Optional<String> ownObject() {
    return jdbc.sql(
            """
            select object_key from attachment where status = 'STORED' and object_key is not null
            order by created_at desc, id desc limit 1""")
        .query(String.class)
        .optional();
  }
}
