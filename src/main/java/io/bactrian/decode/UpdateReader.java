package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Actor;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.MessageKey;
import io.bactrian.chat.MessageStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code messages.update} and {@code messages.delete}. */
final class UpdateReader {

  private static final int LONGEST_REASON = 200;

  private final ProtocolReader protocol;

  UpdateReader(ProtocolReader protocol) {
    this.protocol = protocol;
  }

  /**
   * The id is {@code keyId}: {@code messageId} is a row of Evolution's own database.
   *
   * <p>A status nobody knows asks nothing of us; nor does that which comes with the votes of a
   * poll, made up for want of one. DELETED is such a one too: Evolution 2.3.6 says it of every
   * update without a status, while a real deletion comes as {@code messages.delete}.
   *
   * @param problems takes what is wrong with an edit that came beside a status, which counts all
   *     the same
   */
  List<Incoming> readStatus(Envelope envelope, JsonNode data, Consumer<String> problems)
      throws NotUnderstoodException {
    JsonNode nested = data.path("key");
    JsonNode key = nested.isObject() ? nested : data;
    String id = KeyReader.id(data.path("keyId"));
    MessageKey read =
        new KeyReader(envelope.self()).read(key, id == null ? KeyReader.id(nested.path("id")) : id);
    if (data.path("pollUpdates").size() > 0) {
      return List.of(new Incoming.Votes(read, votes(data.path("pollUpdates"))));
    }
    JsonNode given = data.hasNonNull("status") ? data.get("status") : data.at("/update/status");
    String status = WireValues.text(given);
    MessageStatus progress = MessageStatus.fromEvolution(status);
    List<Incoming> items = new ArrayList<>();
    try {
      items.addAll(protocol.readUpdated(envelope, read, data.path("message")));
    } catch (NotUnderstoodException e) {
      if (progress == null) {
        throw e;
      }
      problems.accept(e.getMessage());
    }
    if (progress != null) {
      items.add(new Incoming.Status(read, progress, reason(progress, data)));
    }
    return items;
  }

  /** Meta's words for it, if Evolution passes them on; up to 2.3.7 it does not. */
  private static String reason(MessageStatus progress, JsonNode data) {
    if (progress != MessageStatus.FAILED) {
      return null;
    }
    JsonNode error = data.has("errors") ? data.path("errors").path(0) : data.path("error");
    String code = WireValues.nonBlank(error.path("code"));
    String words =
        Stream.of("/title", "/message", "/error_data/details")
            .map(error::at)
            .map(WireValues::nonBlank)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(": "));
    if (code == null && words.isEmpty()) {
      return "WhatsApp could not deliver it, and tells no reason";
    }
    String told = words.length() <= LONGEST_REASON ? words : words.substring(0, LONGEST_REASON);
    return "WhatsApp could not deliver it"
        + (code == null ? "" : " (code " + code + ")")
        + (told.isEmpty() ? "" : ": " + told);
  }

  /** Evolution names who voted for each option; an option for which nobody did may be left out. */
  private static Map<String, Integer> votes(JsonNode options) throws NotUnderstoodException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (JsonNode option : options) {
      String name = WireValues.nonBlank(option.path("name"));
      if (name == null || !option.path("voters").isArray()) {
        throw new NotUnderstoodException("the votes do not name options and voters");
      }
      counts.put(name, option.path("voters").size());
    }
    return counts;
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
