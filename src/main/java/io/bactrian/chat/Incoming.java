package io.bactrian.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One thing a webhook says, decoded: the same whatever version of Evolution sent it. */
public sealed interface Incoming {

  /**
   * A message that came or went ({@code messages.upsert}, {@code send.message}).
   *
   * @param kind text, image, video, audio, document, sticker, location, contact, reaction, poll,
   *     album, … in lower case
   * @param text text or caption; the emoji of a reaction; null if it has none
   * @param content JSON of what it says beside its text, as the API shows it; null if nothing
   * @param status null if the webhook names none
   * @param timestamp null if absent or unusable
   * @param quotedId WhatsApp id of the message it answers or reacts to, or null
   * @param albumId WhatsApp id of the album it belongs to, or null
   * @param media what it carries, in order: one as a rule, several in a carousel, or none
   * @param byApi whether it was sent by Evolution's API ({@code send.message}), as ours are, and
   *     not written on a phone
   * @param secret with which edits of it, votes and the like are encrypted; null if none came
   */
  record Message(
      MessageKey key,
      String kind,
      String text,
      String content,
      String pushName,
      MessageStatus status,
      Instant timestamp,
      String quotedId,
      String albumId,
      List<IncomingMedia> media,
      boolean byApi,
      byte[] secret)
      implements Incoming {

    /** The same with another text, and another content where one is given. */
    public Message saying(String otherText, String otherContent) {
      return new Message(
          key,
          kind,
          otherText,
          otherContent == null ? content : otherContent,
          pushName,
          status,
          timestamp,
          quotedId,
          albumId,
          media,
          byApi,
          secret);
    }
  }

  /**
   * What somebody says of another message, encrypted with the secret of that one.
   *
   * @param message as which it came: in its chat, quoting the other one, of the kind that it is,
   *     without a text
   * @param kind what it is
   * @param payload with the tag of the cipher at its end
   * @param hints what else of names is told: those that the sender has for the other message's
   *     writer and its chat
   * @param actor who says it
   * @param told what Evolution says of it because it has opened it itself, or null
   */
  record Sealed(
      Message message,
      SecretKind kind,
      byte[] payload,
      byte[] iv,
      List<String> hints,
      Actor actor,
      String told)
      implements Incoming {}

  /** How many voted for each option of a poll by now; others of its options have no vote. */
  record Votes(MessageKey key, Map<String, Integer> counts) implements Incoming {}

  /**
   * Progress of a message ({@code messages.update}).
   *
   * @param reason why it failed; null for any other status
   */
  record Status(MessageKey key, MessageStatus status, String reason) implements Incoming {}

  /** New text of a message ({@code messages.edited}); {@code at} may be null. */
  record Edit(MessageKey key, Actor actor, String text, Instant at) implements Incoming {}

  /** A message was revoked ({@code messages.delete}). */
  record Deletion(MessageKey key, Actor actor) implements Incoming {}

  /**
   * A person's name or picture ({@code contacts.*}).
   *
   * @param pictureGiven whether the webhook spoke of a picture at all; a given null means that it
   *     has to be asked for, not that there is none
   * @param username that the person chose on WhatsApp, or null
   */
  record Contact(
      String chat,
      String chatAlt,
      String name,
      String pictureUrl,
      boolean pictureGiven,
      String username)
      implements Incoming {}

  /** What is known of a group ({@code groups.*}); null fields are not spoken of. */
  record Group(
      String chat, String subject, String description, String pictureUrl, List<Member> members)
      implements Incoming {}

  /**
   * Members came, went or changed rank ({@code group-participants.update}).
   *
   * @param action add, remove, promote or demote
   */
  record GroupMembers(String chat, String action, List<Member> members) implements Incoming {}

  /** The instance's own connection to WhatsApp ({@code connection.update}). */
  record Connection(String state, String reason) implements Incoming {}

  /**
   * One member of a group.
   *
   * @param jid as the group names it, often a LID
   * @param phone the phone's JID, or null
   * @param admin superadmin, admin or null
   */
  record Member(String jid, String phone, String name, String admin) {

    /** Reads one entry of {@code participants}: an object, or a bare JID. */
    public static Member of(JsonNode node) {
      if (node.isTextual()) {
        return new Member(node.asText(), null, null, null);
      }
      return new Member(
          node.path("id").asText(node.path("jid").asText(null)),
          node.path("phoneNumber").asText(null),
          node.path("name").asText(null),
          node.path("admin").asText(null));
    }
  }
}
