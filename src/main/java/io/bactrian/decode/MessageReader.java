package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.IncomingMedia;
import io.bactrian.chat.Jid;
import io.bactrian.chat.MessageKey;
import io.bactrian.chat.MessageStatus;
import io.bactrian.chat.SecretKind;
import io.bactrian.webhook.WebhookEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads {@code messages.upsert} and {@code send.message}, which have one shape. */
final class MessageReader {

  private final MediaReader media;
  private final ProtocolReader protocol;

  MessageReader(MediaReader media, ProtocolReader protocol) {
    this.media = media;
    this.protocol = protocol;
  }

  List<Incoming> read(Envelope envelope, JsonNode data) throws NotUnderstoodException {
    MessageKey key = new KeyReader(envelope.self()).read(data.path("key"));
    MessageContent content = MessageContent.of(data);
    if (content.type().equals("protocolMessage")) {
      return protocol.readCarried(envelope, key, content.body());
    }
    SecretKind sealed = SealedReader.kind(content);
    if (sealed != null) {
      Incoming.Message carrier =
          message(envelope, data, key, content, sealed.messageKind(), null, List.of());
      return List.of(SealedReader.read(carrier, sealed, data, content.body(), envelope.self()));
    }
    List<IncomingMedia> attached = media.read(envelope.eventId(), data.get("key"), content);
    ContentKind known = ContentKind.of(content.type());
    if (known == null && attached.isEmpty()) {
      throw new NotUnderstoodException("the message's content is of no known type");
    }
    if (known != null && known.kind() == null) {
      return List.of();
    }
    List<Incoming> items = new ArrayList<>();
    items.add(
        message(
            envelope,
            data,
            key,
            content,
            attached.isEmpty() ? known.kind() : attached.get(0).kind().name(),
            text(known, content.body()),
            attached));
    String username = WireValues.nonBlank(data.at("/key/remoteJidUsername"));
    if (username != null && Jid.isPerson(key.chat())) {
      items.add(new Incoming.Contact(key.chat(), key.chatAlt(), null, null, false, username));
    }
    return items;
  }

  private static Incoming.Message message(
      Envelope envelope,
      JsonNode data,
      MessageKey key,
      MessageContent content,
      String kind,
      String text,
      List<IncomingMedia> attached) {
    return new Incoming.Message(
        key,
        kind,
        text,
        Contents.read(content),
        // Of what we wrote it is the word "You" in Evolution's language.
        key.fromMe() ? null : WireValues.nonBlank(data.path("pushName")),
        MessageStatus.fromEvolution(WireValues.text(data.path("status"))),
        WireValues.instant(data.path("messageTimestamp")),
        quotedId(data, content),
        albumId(content),
        attached,
        envelope.event() == WebhookEvent.SEND_MESSAGE,
        secret(content));
  }

  private static String text(ContentKind known, JsonNode body) {
    String text = known == null ? WireValues.nonBlank(body.path("caption")) : known.text(body);
    // A carousel reads from its heading through its cards.
    for (JsonNode carousel : List.of(body, body.path("interactiveMessageTemplate"))) {
      for (JsonNode card : carousel.at("/carouselMessage/cards")) {
        String shown = WireValues.nonBlank(card.at("/body/text"));
        if (shown != null) {
          text = text == null ? shown : text + "\n" + shown;
        }
      }
    }
    return text;
  }

  private static String quotedId(JsonNode data, MessageContent content) {
    SecretKind sealed = SealedReader.kind(content);
    if (sealed != null) {
      return KeyReader.id(SealedReader.target(content.body()).path("id"));
    }
    return first(
        Stream.concat(
                Stream.of(
                    content.type().equals("reactionMessage")
                        ? content.body().at("/key/id")
                        : data.path("-"),
                    content.body().at("/contextInfo/stanzaId")),
                content.levels().stream()
                    .flatMap(
                        level ->
                            Stream.of(
                                level.at("/contextInfo/stanzaId"),
                                level.at("/commentMessage/targetMessageKey/id"))))
            .toArray(JsonNode[]::new));
  }

  /** Where the context of a message may lie, by version of Evolution. */
  private static final List<String> CONTEXTS =
      List.of("/messageContextInfo", "/contextInfo", "/contextInfo/messageContextInfo");

  private static Stream<JsonNode> contexts(MessageContent content) {
    return content.levels().stream().flatMap(level -> CONTEXTS.stream().map(level::at));
  }

  /** Other lengths are none that could be used. */
  private static byte[] secret(MessageContent content) {
    return contexts(content)
        .map(context -> WireValues.bytes(context.path("messageSecret")))
        .filter(bytes -> bytes != null && bytes.length == SecretCipher.SECRET_LENGTH)
        .findFirst()
        .orElse(null);
  }

  private static String albumId(MessageContent content) {
    return first(
        contexts(content)
            .map(context -> context.at("/messageAssociation/parentMessageKey/id"))
            .toArray(JsonNode[]::new));
  }

  private static String first(JsonNode... ids) {
    return Stream.of(ids).map(KeyReader::id).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
