package io.bactrian.api.send;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Body of {@code POST /api/messages} as it came: anything may be absent or wrong. */
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(description = "A message to be sent: a text, or a media file with or without a caption.")
public record MessageRequest(
    @Schema(description = "Evolution instance that sends it", example = "sales") String instance,
    @Schema(
            description = "Phone number (7 to 15 digits, with or without + and formatting) or JID",
            example = "+55 11 91234-5678")
        String to,
    @Schema(description = "Text; with media, its caption", example = "Good morning!") String text,
    Media media,
    @Schema(
            type = "string",
            description =
                "WhatsApp id of the message it answers, or as Evolution has it {\"key\":{\"id\":…}}")
        JsonNode quoted,
    @Schema(description = "Milliseconds of 'typing' before it goes") Long delay,
    @Schema(description = "Phone numbers or JIDs of those it mentions") List<String> mentioned,
    @Schema(description = "Whether it mentions everybody in its group") Boolean mentionsEveryOne,
    @Schema(description = "Whether links get a preview") Boolean linkPreview) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "OutgoingMedia", description = "Exactly one of url and base64")
  record Media(
      @Schema(description = "http(s) address Evolution fetches it from") String url,
      // As bytes, Jackson decodes while it reads: the text of it is never in memory as a whole.
      @Schema(type = "string", format = "byte") byte[] base64,
      @Schema(example = "application/pdf") String mimetype,
      @Schema(example = "offer.pdf") String fileName,
      String caption,
      @Schema(description = "Whether an audio is a voice note, which it is by default")
          Boolean ptt) {}
}
