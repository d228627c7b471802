package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Actor;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.MessageKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads WhatsApp's {@code protocolMessage}: somebody edited or revoked a message. Evolution sends
 * it bare as the data of {@code messages.edited}, whatever its type.
 */
final class ProtocolReader {

  /** As the data of {@code messages.edited}. */
  List<Incoming> readBare(Envelope envelope, JsonNode data) throws NotUnderstoodException {
    JsonNode carried = data.at("/message/protocolMessage");
    if (carried.isMissingNode()) {
      carried = data.at("/message/editedMessage/message/protocolMessage");
    }
    KeyReader keys = new KeyReader(envelope.self());
    if (carried.isObject()) {
      return readCarried(envelope, keys.read(data.path("key")), carried);
    }
    if (concernsNoMessage(data)) {
      return List.of();
    }
    MessageKey target = keys.read(data.path("key"));
    return read(target, Actor.content(target, envelope.self()), data);
  }

  /**
   * As the data of {@code send.message.update}: Evolution's API was told to edit a message of ours.
   * What tells of no edit repeats what was sent.
   */
  List<Incoming> readSent(Envelope envelope, JsonNode data) throws NotUnderstoodException {
    JsonNode protocol =
        Stream.of("/message/editedMessage/message/protocolMessage", "/message/protocolMessage", "")
            .map(data::at)
            .filter(node -> node.path("editedMessage").isObject())
            .findFirst()
            .orElse(null);
    if (protocol == null) {
      return List.of();
    }
    MessageKey target = new KeyReader(envelope.self()).read(protocol.path("key"));
    return read(target, Actor.api(target, envelope.self()), protocol);
  }

  /**
   * As the {@code message} of an update, from Evolution 2.4 on: an edit. Any other content is that
   * of the message itself, which comes by an event of its own.
   *
   * @param target with the name of who edits
   */
  List<Incoming> readUpdated(Envelope envelope, MessageKey target, JsonNode message)
      throws NotUnderstoodException {
    JsonNode edited = message.at("/editedMessage/message");
    for (JsonNode holder : List.of(message, edited)) {
      if (holder.path("protocolMessage").isObject()) {
        return readCarried(envelope, target, holder.get("protocolMessage"));
      }
    }
    if (!edited.isObject()) {
      return List.of();
    }
    ObjectNode protocol = JsonNodeFactory.instance.objectNode();
    protocol.set("editedMessage", edited);
    return read(target, Actor.sender(target, envelope.self()), protocol);
  }

  /**
   * As the content of a message in the chat of {@code carrier}. Its own key is written from its
   * sender's point of view: there the chat is ours, and "from me" is from them.
   */
  List<Incoming> readCarried(Envelope envelope, MessageKey carrier, JsonNode protocol)
      throws NotUnderstoodException {
    if (concernsNoMessage(protocol)) {
      return List.of();
    }
    String id = KeyReader.id(protocol.at("/key/id"));
    if (id == null) {
      throw new NotUnderstoodException("the key has no usable id");
    }
    boolean fromMe = carrier.fromMe() && protocol.at("/key/fromMe").asBoolean();
    MessageKey target =
        new MessageKey(
            carrier.chat(),
            carrier.chatAlt(),
            id,
            fromMe,
            carrier.participant(),
            carrier.participantAlt());
    return read(target, Actor.sender(carrier, envelope.self()), protocol);
  }

  private static List<Incoming> read(MessageKey target, Actor actor, JsonNode protocol)
      throws NotUnderstoodException {
    if (isRevoke(protocol)) {
      return List.of(new Incoming.Deletion(target, actor));
    }
    JsonNode edited = protocol.path("editedMessage");
    if (!edited.isObject()) {
      edited = protocol.path("message");
    }
    ObjectNode holder = JsonNodeFactory.instance.objectNode();
    holder.set("message", edited);
    MessageContent content = MessageContent.of(holder);
    ContentKind kind = ContentKind.of(content.type());
    if (kind == null || kind.kind() == null) {
      throw new NotUnderstoodException("the edited content is of no known type");
    }
    return List.of(
        new Incoming.Edit(
            target,
            actor,
            kind.text(content.body()),
            WireValues.instant(protocol.path("timestampMs"))));
  }

  private static boolean isRevoke(JsonNode protocol) {
    String type = WireValues.text(protocol.path("type"));
    return "REVOKE".equals(type) || "0".equals(type);
  }

  /** Keys, settings and histories that phones exchange. */
  private static boolean concernsNoMessage(JsonNode protocol) {
    String type = WireValues.text(protocol.path("type"));
    boolean edits = type == null || type.equals("MESSAGE_EDIT") || type.equals("14");
    return !edits && !isRevoke(protocol);
  }
}
