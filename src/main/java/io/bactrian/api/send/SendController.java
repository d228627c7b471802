package io.bactrian.api.send;

import io.bactrian.chat.MessageStatus;
import io.bactrian.send.OutgoingMessages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes messages to be sent. */
@RestController
@Tag(name = "messages")
final class SendController {

  private final MessageValidation validation;
  private final Outbox outbox;

  SendController(MessageValidation validation, Outbox outbox) {
    this.validation = validation;
    this.outbox = outbox;
  }

  @PostMapping(
      path = "/api/messages",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Send a message",
      description = "Accepts it for sending. The same Idempotency-Key gets the same answer.")
  @ApiResponse(responseCode = "202", description = "Durable; Location says where to follow it")
  @ApiResponse(responseCode = "422", description = "The Idempotency-Key came with another message")
  @ApiResponse(responseCode = "429", description = "Too many of this instance wait to be sent")
  ResponseEntity<Acknowledgement> send(
      @Parameter(description = "1 to 255 printable ASCII characters, new for each new message")
          @RequestHeader(name = "Idempotency-Key", required = false)
          String idempotencyKey,
      @RequestBody MessageRequest request) {
    String key = MessageValidation.idempotencyKey(idempotencyKey);
    OutgoingMessages.Accepted accepted = outbox.accept(validation.validate(request), key);
    // A repeated request gets the first answer, however far the message has come since.
    return ResponseEntity.accepted()
        .location(URI.create("/api/messages/" + accepted.id()))
        .body(new Acknowledgement(accepted.id(), MessageStatus.PENDING.name()));
  }
}
