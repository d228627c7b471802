package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Actor;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.MessageKey;
import io.bactrian.chat.MessageStatus;
import java.util.List;

/** Reads {@code messages.update} and {@code messages.delete}. */
final class UpdateReader {

  /**
   * The id is {@code keyId}: {@code messageId} is a row of Evolution's own database.
   *
   * <p>A status nobody knows asks nothing of us; nor do the votes of a poll, which come with a
   * status made up for want of one. DELETED is such a one too: Evolution 2.3.6 says it of every
   * update without a status, while a real deletion comes as {@code messages.delete}.
   */
  List<Incoming> readStatus(Envelope envelope, JsonNode data) throws NotUnderstoodException {
    JsonNode nested = data.path("key");
    JsonNode key = nested.isObject() ? nested : data;
    String id = KeyReader.id(data.path("keyId"));
    MessageKey read =
        new KeyReader(envelope.self()).read(key, id == null ? KeyReader.id(nested.path("id")) : id);
    if (data.path("pollUpdates").size() > 0) {
      return List.of();
    }
    JsonNode given = data.hasNonNull("status") ? data.get("status") : data.at("/update/status");
    String status = WireValues.text(given);
    MessageStatus progress = MessageStatus.fromEvolution(status);
    return progress == null ? List.of() : List.of(new Incoming.Status(read, progress));
  }

  /**
   * The data is the key with which WhatsApp told who revokes; or it is Evolution's own record of a
   * message that was revoked by its API, and holds the message's key.
   */
  List<Incoming> readDeletion(Envelope envelope, JsonNode data) throws NotUnderstoodException {
    KeyReader keys = new KeyReader(envelope.self());
    if (data.path("key").isObject()) {
      MessageKey target = keys.read(data.get("key"));
      return List.of(new Incoming.Deletion(target, Actor.api(target, envelope.self())));
    }
    MessageKey told = keys.read(data);
    return List.of(new Incoming.Deletion(told, Actor.sender(told, envelope.self())));
  }
}
