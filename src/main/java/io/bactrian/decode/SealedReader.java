package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Actor;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.SecretKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads what is encrypted with another message's secret; it is opened where that one is known. */
final class SealedReader {

  private static final String VOTE = "pollUpdateMessage";
  private static final List<String> TARGETS =
      List.of(
          "targetMessageKey",
          "pollCreationMessageKey",
          "eventCreationMessageKey",
          "eventCreationKey");

  private SealedReader() {}

  /** Null if it is nothing of that kind. */
  static SecretKind kind(MessageContent content) {
    return switch (content.type()) {
      case VOTE -> SecretKind.VOTE;
      case "encEventResponseMessage" -> SecretKind.EVENT_ANSWER;
      case "encReactionMessage" -> SecretKind.REACTION;
      case "encCommentMessage" -> SecretKind.COMMENT;
      case "secretEncryptedMessage" ->
          switch (String.valueOf(WireValues.text(content.body().path("secretEncType")))) {
            case "1", "EVENT_EDIT" -> SecretKind.EVENT_EDIT;
            // Those to come are tried as edits: the tag tells.
            default -> SecretKind.EDIT;
          };
      default -> null;
    };
  }

  /** The key of the message of which it speaks, from the sender's point of view. */
  static JsonNode target(JsonNode body) {
    return TARGETS.stream()
        .map(body::path)
        .filter(JsonNode::isObject)
        .findFirst()
        .orElse(body.path("-"));
  }

  /**
   * What is sealed.
   *
   * @param carrier as which it came
   * @throws NotUnderstoodException if it does not say of which message it speaks, or nothing is
   *     encrypted
   */
  static Incoming.Sealed read(
      Incoming.Message carrier, SecretKind kind, JsonNode data, JsonNode body, String self)
      throws NotUnderstoodException {
    if (carrier.quotedId() == null) {
      throw new NotUnderstoodException("what is encrypted names no message that it belongs to");
    }
    JsonNode holder = kind == SecretKind.VOTE ? body.path("vote") : body;
    byte[] payload = WireValues.bytes(holder.path("encPayload"));
    byte[] iv = WireValues.bytes(holder.path("encIv"));
    String told = kind == SecretKind.VOTE ? chosen(data, carrier) : null;
    if (told == null && (payload == null || iv == null)) {
      throw new NotUnderstoodException("nothing is encrypted in it");
    }
    return new Incoming.Sealed(
        carrier,
        kind,
        payload,
        iv,
        Stream.of("participant", "remoteJid")
            .map(name -> KeyReader.jid(target(body).path(name)))
            .filter(Objects::nonNull)
            .toList(),
        Actor.sender(carrier.key(), self),
        told);
  }

  /** Evolution may have opened a vote itself: then it names who chose each option. */
  private static String chosen(JsonNode data, Incoming.Message carrier) {
    var key = carrier.key();
    List<String> names =
        Stream.of(key.participant(), key.participantAlt(), key.chat(), key.chatAlt())
            .filter(Objects::nonNull)
            .toList();
    List<String> options = new ArrayList<>();
    for (JsonNode option : data.path("pollUpdates")) {
      for (JsonNode voter : option.path("voters")) {
        String jid = KeyReader.jid(voter);
        if (jid != null && !key.fromMe() && names.contains(jid)) {
          options.add(WireValues.nonBlank(option.path("name")));
        }
      }
    }
    options.removeIf(Objects::isNull);
    return options.isEmpty() ? null : String.join(", ", options);
  }
}
