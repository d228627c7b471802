package io.bactrian.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.chat.Jid;
import io.bactrian.chat.MessageKey;
import java.util.List;

/** Reads Evolution's {@code key}, whose fields for the other identity changed with each version. */
final class KeyReader {

  private static final List<String> CHAT_ALTS = List.of("remoteJidAlt");
  private static final List<String> SENDER_ALTS = List.of("senderPn", "senderLid");
  private static final List<String> PARTICIPANT_ALTS =
      List.of("participantAlt", "participantPn", "participantLid");

  private final String self;

  /**
   * @param self the instance's own JID, or null: never the other name of somebody else
   */
  KeyReader(String self) {
    this.self = self;
  }

  MessageKey read(JsonNode key) throws NotUnderstoodException {
    return read(key, id(key.path("id")));
  }

  MessageKey read(JsonNode key, String id) throws NotUnderstoodException {
    if (id == null) {
      throw new NotUnderstoodException("the key has no usable id");
    }
    String chat = jid(key.path("remoteJid"));
    if (chat == null) {
      throw new NotUnderstoodException("the key's remoteJid is no JID");
    }
    boolean fromMe = key.path("fromMe").asBoolean();
    String participant = jid(key.path("participant"));
    if (chat.equals(participant)) {
      participant = null;
    }
    return new MessageKey(
        chat,
        chatAlt(key, chat, fromMe),
        id,
        fromMe,
        participant,
        participant == null ? null : alt(key, participant, PARTICIPANT_ALTS));
  }

  /** The id of a message, or null if it is none that can be kept: WhatsApp's have up to 32. */
  static String id(JsonNode node) {
    String id = WireValues.nonBlank(node);
    return id == null || id.length() > WireValues.LONGEST_NAME ? null : id;
  }

  static String jid(JsonNode node) {
    return Jid.normalise(WireValues.text(node));
  }

  private String chatAlt(JsonNode key, String chat, boolean fromMe) {
    String alt = alt(key, chat, CHAT_ALTS);
    // The sender of what we wrote is ourselves, not the one we wrote to.
    return alt == null && !fromMe ? alt(key, chat, SENDER_ALTS) : alt;
  }

  private String alt(JsonNode key, String jid, List<String> fields) {
    return fields.stream()
        .map(field -> jid(key.path(field)))
        .filter(alt -> alt != null && Jid.arePhoneAndLid(jid, alt) && !alt.equals(self))
        .findFirst()
        .orElse(null);
  }
}
