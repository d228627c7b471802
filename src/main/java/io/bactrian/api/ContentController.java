package io.bactrian.api;

import io.bactrian.api.AttachmentQueries.Derived;
import io.bactrian.api.AttachmentQueries.StoredObject;
import io.bactrian.api.http.ApiProblem;
import io.bactrian.derive.DerivativeState;
import io.bactrian.storage.ObjectStorage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Leads to the bytes of attachments, which object storage hands out itself. */
@RestController
@RequestMapping("/api/attachments/{id}")
@Tag(name = "attachments")
final class ContentController {

  private final AttachmentQueries attachments;
  private final ObjectStorage storage;

  ContentController(AttachmentQueries attachments, ObjectStorage storage) {
    this.attachments = attachments;
    this.storage = storage;
  }

  @GetMapping("/content")
  @Operation(summary = "The media file itself")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "409", description = "Not stored yet, or parked")
  ResponseEntity<Void> content(@PathVariable UUID id) {
    StoredObject object = stored(id);
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(storage.presign(object.key(), object.fileName(), object.mimeType()))
        .build();
  }

  @GetMapping("/thumbnail")
  @Operation(summary = "A thumbnail of the media file")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "404", description = "Its type has none, or it could not be made")
  @ApiResponse(responseCode = "409", description = "Not stored or not made yet, or parked")
  ResponseEntity<Void> thumbnail(@PathVariable UUID id) {
    StoredObject object = stored(id);
    return derived(id, object, object.thumbnail(), "thumbnail");
  }

  @GetMapping("/transcoded")
  @Operation(summary = "The media file in a form that every browser plays")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "404", description = "Its type has none, or it could not be made")
  @ApiResponse(responseCode = "409", description = "Not stored or not made yet, or parked")
  ResponseEntity<Void> transcoded(@PathVariable UUID id) {
    StoredObject object = stored(id);
    return derived(id, object, object.transcoded(), "transcoded form");
  }

  private ResponseEntity<Void> derived(UUID id, StoredObject object, Derived made, String what) {
    if (made.key() != null) {
      return ResponseEntity.status(HttpStatus.FOUND)
          .location(storage.presign(made.key(), stem(object.fileName()), made.mimeType()))
          .build();
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
