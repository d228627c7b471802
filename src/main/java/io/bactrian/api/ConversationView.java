package io.bactrian.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** A conversation as the API shows it. */
@Schema(name = "Conversation", description = "One chat of one instance: a person or a group")
public record ConversationView(
    UUID id,
    String instance,
    @Schema(description = "JID of the chat") String chat,
    @Schema(description = "Whether it is a group") boolean group,
    String name,
    @Schema(description = "The name that the person chose on WhatsApp; null if none was told")
        String username,
    String description,
    @Schema(
            description =
                "Path in this API that leads to the hub's copy of the picture; null while none is"
                    + " known")
        String pictureUrl,
    @ArraySchema(schema = @Schema(type = "object", description = "Member of the group"))
        JsonNode participants,
    Instant updatedAt) {}
