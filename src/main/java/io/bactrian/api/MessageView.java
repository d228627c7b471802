package io.bactrian.api;

import io.bactrian.chat.MessageStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A message as the API shows it. */
@Schema(name = "Message", description = "One WhatsApp message, in or out")
public record MessageView(
    UUID id,
    String instance,
    @Schema(description = "JID of the chat") String chat,
    @Schema(description = "Id of its conversation") UUID conversation,
    @Schema(description = "WhatsApp's id; null until WhatsApp has it") String whatsappId,
    Direction direction,
    @Schema(description = "text, image, video, audio, document, sticker, location, …") String kind,
    @Schema(description = "Text or caption") String text,
    MessageContentView content,
    MessageStatus status,
    Instant timestamp,
    @Schema(description = "JID of who wrote it") String sender,
    String pushName,
    @Schema(description = "WhatsApp id of the message it answers") String quotedId,
    @Schema(description = "WhatsApp id of the album it is part of") String albumId,
    Instant editedAt,
    Instant deletedAt,
    String lastError,
    List<AttachmentView> attachments) {

  MessageView withAttachments(List<AttachmentView> media) {
    return with(status, media);
  }

  public MessageView withStatus(MessageStatus other) {
    return with(other, attachments);
  }

  private MessageView with(MessageStatus status, List<AttachmentView> attachments) {
    return new MessageView(
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
