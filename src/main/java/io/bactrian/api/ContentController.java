package io.bactrian.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
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

  private final AttachmentLinks links;

  ContentController(AttachmentLinks links) {
    this.links = links;
  }

  @GetMapping("/content")
  @Operation(summary = "The media file itself")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "409", description = "Not stored yet, or parked")
  ResponseEntity<Void> content(@PathVariable UUID id) {
    return found(links.content(id));
  }

  @GetMapping("/thumbnail")
  @Operation(summary = "A thumbnail of the media file")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "404", description = "Its type has none, or it could not be made")
  @ApiResponse(responseCode = "409", description = "Not stored or not made yet, or parked")
  ResponseEntity<Void> thumbnail(@PathVariable UUID id) {
    return found(links.thumbnail(id));
  }

  @GetMapping("/transcoded")
  @Operation(summary = "The media file in a form that every browser plays")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "404", description = "Its type has none, or it could not be made")
  @ApiResponse(responseCode = "409", description = "Not stored or not made yet, or parked")
  ResponseEntity<Void> transcoded(@PathVariable UUID id) {
    return found(links.transcoded(id));
  }

  private static ResponseEntity<Void> found(URI link) {
    return ResponseEntity.status(HttpStatus.FOUND).location(link).build();
  }
}
