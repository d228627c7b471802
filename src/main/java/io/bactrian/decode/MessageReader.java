package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.IncomingMedia;
import io.bactrian.chat.MessageKey;
import io.bactrian.chat.MessageStatus;
import io.bactrian.webhook.WebhookEvent;
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
    List<IncomingMedia> attached = media.read(envelope.eventId(), data.get("key"), content);
    ContentKind known = ContentKind.of(content.type());
    if (known == null && attached.isEmpty()) {
      throw new NotUnderstoodException("the message's content is of no known type");
    }
    if (known != null && known.kind() == null) {
      return List.of();
    }
    return List.of(
        new Incoming.Message(
            key,
            attached.isEmpty() ? known.kind() : attached.get(0).kind().name(),
            text(known, content.body()),
            Contents.read(data, content),
            // Of what we wrote it is the word "You" in Evolution's language.
            key.fromMe() ? null : WireValues.nonBlank(data.path("pushName")),
            MessageStatus.fromEvolution(WireValues.text(data.path("status"))),
            WireValues.instant(data.path("messageTimestamp")),
            quotedId(data, content),
            albumId(content),
            attached,
            envelope.event() == WebhookEvent.SEND_MESSAGE));
  }

  private static String text(ContentKind known, JsonNode body) {
    String text = known == null ? WireValues.nonBlank(body.path("caption")) : known.text(body);
    // A carousel reads from its heading through its cards.
    for (JsonNode card : body.at("/carouselMessage/cards")) {
      String shown = WireValues.nonBlank(card.at("/body/text"));
      if (shown != null) {
        text = text == null ? shown : text + "\n" + shown;
      }
    }
    return text;
  }

  private static String quotedId(JsonNode data, MessageContent content) {
    return first(
        content.type().equals("reactionMessage") ? content.body().at("/key/id") : data.path("-"),
        content.body().at("/contextInfo/stanzaId"),
        data.at("/contextInfo/stanzaId"));
  }

  private static String albumId(MessageContent content) {
    String path = "/messageAssociation/parentMessageKey/id";
    return first(
        content.levels().stream()
            .flatMap(
                level ->
                    Stream.of(
                        level.at("/messageContextInfo" + path), level.at("/contextInfo" + path)))
            .toArray(JsonNode[]::new));
  }

  private static String first(JsonNode... ids) {
    return Stream.of(ids).map(KeyReader::id).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
