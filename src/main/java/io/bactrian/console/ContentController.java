package io.bactrian.console;

import io.bactrian.console.AttachmentQueries.StoredObject;
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
  private final ContentLinks links;

  ContentController(AttachmentQueries attachments, ContentLinks links) {
    this.attachments = attachments;
    this.links = links;
  }

  @GetMapping("/content")
  @Operation(summary = "The media itself")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "409", description = "Not stored yet, or parked")
  ResponseEntity<Void> content(@PathVariable UUID id) {
    StoredObject object = stored(id);
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(links.link(object.key(), object.fileName(), object.mimeType()))
        .build();
  }

  @GetMapping("/thumbnail")
  @Operation(summary = "A small picture of the media")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "409", description = "Not stored yet, or parked")
  ResponseEntity<Void> thumbnail(@PathVariable UUID id) {
    return none(id, "thumbnail");
  }

  @GetMapping("/transcoded")
  @Operation(summary = "The media in a form every browser plays")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "409", description = "Not stored yet, or parked")
  ResponseEntity<Void> transcoded(@PathVariable UUID id) {
    return none(id, "transcoded form");
  }

  private ResponseEntity<Void> none(UUID id, String what) {
    stored(id);
    throw ApiProblem.notFound("No %s was made of attachment %s.".formatted(what, id));
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
