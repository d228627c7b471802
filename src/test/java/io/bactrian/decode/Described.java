package io.bactrian.decode;

import io.bactrian.chat.Incoming;
import io.bactrian.chat.IncomingMedia;
import io.bactrian.chat.MessageKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line for what was decoded, to be compared at a glance; what is null is left out. */
final class Described {

  private Described() {}

  static String of(Incoming item) {
    List<String> parts = new ArrayList<>();
    if (item instanceof Incoming.Message message) {
      parts.add(message.kind());
      key(parts, message.key());
      add(parts, "text", shortened(message.text()));
      add(parts, "by", message.pushName());
      add(parts, "", message.status());
      add(parts, "at", message.timestamp());
      add(parts, "quotes", message.quotedId());
      add(parts, "album", message.albumId());
      message.media().forEach(media -> media(parts, media));
    } else if (item instanceof Incoming.Status status) {
      parts.add("status");
      key(parts, status.key());
      add(parts, "", status.status());
    } else if (item instanceof Incoming.Edit edit) {
      parts.add("edit");
      key(parts, edit.key());
      add(parts, "text", edit.text());
      add(parts, "at", edit.at());
    } else if (item instanceof Incoming.Deletion deletion) {
      parts.add("deletion");
      key(parts, deletion.key());
    } else {
      parts.add(item.toString());
    }
    return String.join(" ", parts).replace("\r", "\\r").replace("\n", "\\n");
  }

  private static void key(List<String> parts, MessageKey key) {
    parts.add(key.fromMe() ? "to" : "from");
    parts.add(key.chat());
    add(parts, "alias", key.chatAlt());
    add(parts, "id", key.id());
    add(parts, "participant", key.participant());
    add(parts, "alias", key.participantAlt());
  }

  private static void media(List<String> parts, IncomingMedia media) {
    parts.add("| " + media.kind());
    add(parts, "", media.mimeType());
    add(parts, "name", media.fileName());
    add(parts, "length", media.length());
    add(parts, "width", media.width());
    add(parts, "height", media.height());
    add(parts, "seconds", media.duration());
    parts.add(
        "via "
            + List.of(
                    media.inlineKey() == null ? "" : "inline",
                    media.mediaUrl() == null ? "" : "mediaUrl",
                    media.url() == null ? "" : "url",
                    media.directPath() == null ? "" : "path",
                    media.mediaKey() == null ? "" : "key",
                    media.fileSha256() == null ? "" : "sha",
                    media.fileEncSha256() == null ? "" : "enc",
                    media.evolutionMessage() == null ? "" : "evolution")
                .stream()
                .filter(way -> !way.isEmpty())
                .collect(Collectors.joining(",")));
  }

  private static void add(List<String> parts, String name, Object value) {
    if (value != null) {
      parts.add(name.isEmpty() ? value.toString() : name + "=" + value);
    }
  }

  private static String shortened(String text) {
    return text == null || text.length() <= 60 ? text : text.substring(0, 10) + "…" + text.length();
  }
}
