package io.bactrian.api;

import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows conversations. */
@RestController
@RequestMapping(path = "/api/conversations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "conversations")
final class ConversationController {

  private final ConversationQueries conversations;
  private final ApiSettings settings;

  ConversationController(ConversationQueries conversations, ApiSettings settings) {
    this.conversations = conversations;
    this.settings = settings;
  }

  @GetMapping
  @Operation(summary = "Conversations, last changed first")
  Page<ConversationView> list(
      @RequestParam(required = false) String instance,
      @RequestParam(required = false) Integer limit,
      @RequestParam(required = false) String cursor) {
    return conversations.list(instance, PageRequest.of(limit, cursor, settings));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One conversation")
  ConversationView get(@PathVariable UUID id) {
    return conversations.find(id).orElseThrow(() -> ApiProblem.unknown("conversation", id));
  }
}
