package io.bactrian.api;

import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.ChatAddress;
import io.bactrian.api.http.Page;
import io.bactrian.api.http.PageRequest;
import io.bactrian.chat.MessageStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows messages. */
@RestController
@RequestMapping(path = "/api/messages", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "messages")
final class MessageController {

  private final MessageQueries messages;
  private final ApiSettings settings;

  MessageController(MessageQueries messages, ApiSettings settings) {
    this.messages = messages;
    this.settings = settings;
  }

  @GetMapping
  @Operation(summary = "Messages, newest first")
  Page<MessageView> list(
      @RequestParam(required = false) String instance,
      @Parameter(description = "JID, LID or phone number") @RequestParam(required = false)
          String chat,
      @RequestParam(required = false) String whatsappId,
      @RequestParam(required = false) MessageStatus status,
      @RequestParam(required = false) Integer limit,
      @RequestParam(required = false) String cursor) {
    return messages.list(
        instance,
        ChatAddress.ofChat(chat),
        whatsappId,
        status,
        PageRequest.of(limit, cursor, settings));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One message")
  MessageView get(@PathVariable UUID id) {
    return messages.find(id).orElseThrow(() -> ApiProblem.unknown("message", id));
  }
}
