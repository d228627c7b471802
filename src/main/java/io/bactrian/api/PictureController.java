package io.bactrian.api;

import io.bactrian.api.http.ApiProblem;
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

/**
 * Leads to the pictures of conversations. Its path, not a link of the object storage, is what the
 * API and the broker's events name: it does not run out in somebody's hands.
 */
@RestController
@RequestMapping(PictureController.PATH)
@Tag(name = "conversations")
final class PictureController {

  static final String PATH = "/api/conversations/{id}/picture";

  private final ConversationQueries conversations;
  private final ObjectStorage storage;

  PictureController(ConversationQueries conversations, ObjectStorage storage) {
    this.conversations = conversations;
    this.storage = storage;
  }

  /** Where the picture of a conversation is asked for. */
  static String path(UUID conversation) {
    return PATH.replace("{id}", conversation.toString());
  }

  @GetMapping
  @Operation(summary = "The picture of a person or a group")
  @ApiResponse(responseCode = "302", description = "To a short-lived address of the bytes")
  @ApiResponse(responseCode = "404", description = "No such conversation, or no picture known now")
  ResponseEntity<Void> picture(@PathVariable UUID id) {
    var picture =
        conversations.picture(id).orElseThrow(() -> ApiProblem.unknown("conversation", id));
    if (picture.key() == null) {
      throw ApiProblem.notFound("No picture of conversation %s is known now.".formatted(id));
    }
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(storage.presign(picture.key(), null, picture.mimeType()))
        .build();
  }
}
