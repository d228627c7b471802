package io.bactrian.console;

import io.bactrian.chat.MessageStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A message as the API shows it. */
@Schema(description = "One WhatsApp message, in or out")
record Message(
    UUID id,
    String instance,
    @Schema(description = "JID of the chat") String chat,
    @Schema(description = "Id of its conversation") UUID conversation,
    @Schema(description = "WhatsApp's id; null until WhatsApp has it") String whatsappId,
    Direction direction,
    @Schema(description = "text, image, video, audio, document, sticker, location, …") String kind,
    @Schema(description = "Text or caption") String text,
    MessageContent content,
    MessageStatus status,
    Instant timestamp,
    @Schema(description = "JID of who wrote it") String sender,
    String pushName,
    @Schema(description = "WhatsApp id of the message it answers") String quotedId,
    @Schema(description = "WhatsApp id of the album it is part of") String albumId,
    Instant editedAt,
    Instant deletedAt,
    String lastError,
    List<Attachment> attachments) {

  Message withAttachments(List<Attachment> media) {
    return with(status, media);
  }

  Message withStatus(MessageStatus other) {
    return with(other, attachments);
  }

  private Message with(MessageStatus status, List<Attachment> attachments) {
    return new Message(
        id,
        instance,
        chat,
        conversation,
        whatsappId,
        direction,
        kind,
        text,
        content,
        status,
        timestamp,
        sender,
        pushName,
        quotedId,
        albumId,
        editedAt,
        deletedAt,
        lastError,
        attachments);
  }

  /** Seen from the instance. */
  enum Direction {
    IN,
    OUT
  }
}
