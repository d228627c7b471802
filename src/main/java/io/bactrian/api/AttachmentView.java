package io.bactrian.api;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.DerivativeState;
import io.bactrian.storage.ObjectState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** An attachment as the API shows it. */
@Schema(name = "Attachment", description = "The media file of a message")
public record AttachmentView(
    UUID id,
    @Schema(description = "Id of its message") UUID message,
    @Schema(description = "Its place among the attachments of the message, from 0") int position,
    String instance,
    AttachmentKind kind,
    AttachmentStatus status,
    @Schema(description = "As sniffed once stored, as the sender declared it before")
        String mimeType,
    @Schema(description = "Bytes of the plaintext, once stored") Long size,
    @Schema(description = "SHA-256 of the plaintext in hex, once stored") String sha256,
    String fileName,
    @Schema(description = "Pixels") Integer width,
    @Schema(description = "Pixels") Integer height,
    @Schema(description = "Seconds") Integer duration,
    @Schema(description = "64 values of loudness from 0 to 100, or null") int[] waveform,
    @Schema(description = "How often its job was tried") int attempts,
    @Schema(description = "Null unless pending") Instant nextAttemptAt,
    @Schema(description = "When its last source is gone") Instant expiresAt,
    @Schema(description = "The rung that served it") String source,
    String lastError,
    @Schema(description = "Path of a small picture of it, or null") String thumbnail,
    @Schema(description = "Path of a form every browser plays, or null") String transcoded,
    @Schema(
            description =
                "What came of thumbnail and transcoded; null before the media file is stored")
        DerivativeState derivatives,
    @Schema(
            description =
                "Why they are FAILED or UNAVAILABLE, or what was damaged though they are MADE")
        String derivativesError,
    @Schema(
            description =
                "What was found in object storage in place of the media that had been stored, until"
                    + " that is stored anew; null if nothing is wrong")
        ObjectState damage,
    @Schema(description = "When its bytes were last read back and compared; null for never")
        Instant checkedAt,
    Instant createdAt) {}
