package io.bactrian.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What a message says beside its text; a field is there only where the message has it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MessageContent", description = "What a message says beside its text, by its kind")
record MessageContentView(
    @Schema(description = "Of a contact card, or several") List<Contact> contacts,
    Location location,
    Poll poll,
    @Schema(description = "The button or row that was chosen") Choice choice,
    @Schema(description = "Buttons and rows of a business's message, in order")
        List<Button> buttons,
    @Schema(description = "Cards of a carousel, in the order of their attachments")
        List<Card> cards,
    Pix pix,
    @Schema(description = "The answers to a form") Flow flow,
    Reaction reaction,
    Event event,
    Order order,
    Product product,
    Invite invite,
    @Schema(description = "The advert that brought the person") Ad ad,
    @Schema(description = "How often it was forwarded, as WhatsApp counts: 5 is many")
        Long forwarded,
    @Schema(description = "It may be looked at once") Boolean viewOnce,
    @Schema(description = "It answers a status") Boolean statusReply) {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentContact")
  record Contact(
      String name,
      @Schema(description = "WhatsApp's digits where the card has them, else as printed")
          List<String> numbers) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentLocation")
  record Location(
      @Schema(description = "Degrees") Double latitude,
      @Schema(description = "Degrees") Double longitude,
      String name,
      String address,
      @Schema(description = "Whether it is shared for a while") boolean live) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentPoll")
  record Poll(
      String name,
      List<PollOption> options,
      @Schema(description = "Whether several may be chosen") Boolean multiple) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentPollOption")
  record PollOption(String name, long votes) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentChoice")
  record Choice(String id, String title) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentButton")
  record Button(
      String title,
      @Schema(description = "Where it leads: a link or a phone number") String url,
      @Schema(description = "What it copies") String code,
      String id,
      @Schema(description = "Position of its card in a carousel") Integer card) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentCard")
  record Card(String title, String text) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentPix")
  record Pix(String key, @Schema(description = "CPF, CNPJ, EMAIL, PHONE, EVP") String type) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentFlow")
  record Flow(String name, @Schema(implementation = Object.class) JsonNode answers) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentReaction")
  record Reaction(
      @Schema(description = "WhatsApp id of the message") String to,
      @Schema(description = "Empty: it was taken back") String emoji) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentEvent")
  record Event(
      String name, String description, Instant startsAt, String place, Boolean cancelled) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentOrder")
  record Order(
      String id,
      String title,
      String message,
      Integer items,
      @Schema(description = "A decimal number") String total,
      String currency) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentProduct")
  record Product(
      String id,
      String title,
      String description,
      String url,
      String retailerId,
      @Schema(description = "A decimal number") String price,
      String currency) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentInvite")
  record Invite(
      @Schema(description = "JID of the group or channel") String chat,
      String name,
      String code,
      Instant expiresAt) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ContentAd")
  record Ad(
      String sourceId,
      String sourceUrl,
      String title,
      @Schema(description = "Meta's id of the click") String clickId) {}
}
