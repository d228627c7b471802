package io.bactrian.api;

import io.bactrian.api.AttachmentQueries.Derived;
import io.bactrian.api.AttachmentQueries.StoredObject;
import io.bactrian.api.http.ApiProblem;
import io.bactrian.derive.DerivativeState;
import io.bactrian.storage.ObjectStorage;
import java.net.URI;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Short-lived addresses of a stored attachment's bytes, and why there are none. */
@Component
public class AttachmentLinks {

  private final AttachmentQueries attachments;
  private final ObjectStorage storage;

  AttachmentLinks(AttachmentQueries attachments, ObjectStorage storage) {
    this.attachments = attachments;
    this.storage = storage;
  }

  /**
   * Of the media file itself.
   *
   * @throws ApiProblem 404 for an unknown one, 409 for one that is not stored
   */
  public URI content(UUID id) {
    StoredObject object = stored(id);
    return storage.presign(object.key(), object.fileName(), object.mimeType());
  }

  /**
   * Of a small picture of it.
   *
   * @throws ApiProblem 404 where there is none, 409 where there is none yet
   */
  public URI thumbnail(UUID id) {
    StoredObject object = stored(id);
    return derived(id, object, object.thumbnail(), "thumbnail");
  }

  /**
   * Of a form that every browser plays.
   *
   * @throws ApiProblem 404 where there is none, 409 where there is none yet
   */
  public URI transcoded(UUID id) {
    StoredObject object = stored(id);
    return derived(id, object, object.transcoded(), "transcoded form");
  }

  private URI derived(UUID id, StoredObject object, Derived made, String what) {
    if (made.key() != null) {
      return storage.presign(made.key(), stem(object.fileName()), made.mimeType());
    }
    if (object.derivatives() == DerivativeState.PENDING) {
      throw ApiProblem.conflict("The %s of attachment %s is not made yet.".formatted(what, id));
    }
    String why = object.reason() == null ? "" : " (%s)".formatted(object.reason());
    throw ApiProblem.notFound("No %s was made of attachment %s%s.".formatted(what, id, why));
  }

  /** A derivative has another format than the file's name says. */
  private static String stem(String fileName) {
    int dot = fileName == null ? -1 : fileName.lastIndexOf('.');
    return dot <= 0 ? fileName : fileName.substring(0, dot);
  }

  private StoredObject stored(UUID id) {
    StoredObject object =
        attachments.object(id).orElseThrow(() -> ApiProblem.unknown("attachment", id));
    return switch (object.status()) {
      case STORED -> object;
      case PENDING -> throw ApiProblem.conflict("Attachment %s is not stored yet.".formatted(id));
      case PARKED ->
          throw ApiProblem.conflict(
              "Attachment %s is parked: it could not be obtained.".formatted(id));
    };
  }
}
