package io.bactrian.decode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a key of {@code message} means to a reader of the chat.
 *
 * @param kind the word for it in the API; null for what is no message of its own (a vote, a pin)
 * @param mayHoldMedia whether a media file may lie further inside, as in the header of a template
 * @param texts where its text may be, the first that is there counts
 */
record ContentKind(String kind, boolean mayHoldMedia, List<JsonPointer> texts) {

  /**
   * What is no message and changes none, and why: the only contents that are ignored. Whatever else
   * a person says ends as a message, as a change of one, or parked.
   */
  static final Map<String, String> IGNORED =
      Map.of(
          "protocolMessage",
          "keys, settings and histories that phones exchange; edits and deletions are read",
          "keepInChatMessage",
          "whether a disappearing message is kept on phones",
          "pinInChatMessage",
          "which message is pinned at the top of the chat",
          "requestPhoneNumberMessage",
          "a button by which a phone number may be shared",
          "messageHistoryBundle",
          "a file with the messages of a group for who joins it",
          "stickerSyncRmrMessage",
          "which stickers a person's devices have");

  private static final Map<String, ContentKind> BY_TYPE = new HashMap<>();

  static {
    plain("text", "conversation", "");
    plain("text", "extendedTextMessage", "/text");
    plain("image", "imageMessage", "/caption");
    plain("video", "videoMessage", "/caption");
    plain("video", "ptvMessage", "/caption");
    plain("audio", "audioMessage");
    plain("document", "documentMessage", "/caption");
    plain("sticker", "stickerMessage");
    plain("location", "locationMessage");
    plain("location", "liveLocationMessage", "/caption");
    plain("contact", "contactMessage", "/displayName");
    plain("contacts", "contactsArrayMessage");
    plain("reaction", "reactionMessage", "/text");
    plain("album", "albumMessage");
    plain("placeholder", "placeholderMessage");
    plain("reply", "buttonsResponseMessage", "/selectedDisplayText", "/selectedButtonId");
    plain("reply", "templateButtonReplyMessage", "/selectedDisplayText", "/selectedId");
    plain("reply", "listResponseMessage", "/title", "/singleSelectReply/selectedRowId");
    plain("reply", "interactiveResponseMessage", "/body/text");
    plain("event", "eventMessage", "/name");
    plain("invite", "groupInviteMessage", "/caption", "/groupName");
    plain("invite", "newsletterAdminInviteMessage", "/caption", "/newsletterName");
    plain("call", "call");
    plain("call", "callLogMesssage");
    plain("call", "scheduledCallCreationMessage", "/title");
    plain("poll", "pollResultSnapshotMessage", "/name");
    plain("poll", "pollResultSnapshotMessageV3", "/name");
    for (String version : List.of("", "V2", "V3", "V4", "V5", "V6")) {
      plain("poll", "pollCreationMessage" + version, "/name");
    }
    rich("interactive", "buttonsMessage", "/contentText", "/text");
    rich("interactive", "listMessage", "/description", "/title");
    rich("interactive", "interactiveMessage", "/body/text", "/header/title");
    rich(
        "interactive",
        "templateMessage",
        "/hydratedTemplate/hydratedContentText",
        "/hydratedFourRowTemplate/hydratedContentText",
        "/interactiveMessageTemplate/body/text");
    rich("interactive", "highlyStructuredMessage");
    rich("product", "productMessage", "/product/title", "/body");
    rich("order", "orderMessage", "/orderTitle", "/message");
    IGNORED.keySet().forEach(type -> plain(null, type));
  }

  /** Null for a type nobody told us of. */
  static ContentKind of(String type) {
    return BY_TYPE.get(type);
  }

  String text(JsonNode body) {
    if ("location".equals(kind)) {
      return location(body);
    }
    if ("contacts".equals(kind)) {
      return joined(
          StreamSupport.stream(body.path("contacts").spliterator(), false)
              .map(contact -> contact.path("displayName")),
          ", ");
    }
    for (JsonPointer pointer : texts) {
      String text = WireValues.text(body.at(pointer));
      // A reaction's empty text says that it was taken back.
      if (text != null && (!text.isEmpty() || "reaction".equals(kind))) {
        return text;
      }
    }
    return null;
  }

  private static String location(JsonNode body) {
    String names = joined(Stream.of("name", "address", "comment", "caption").map(body::path), ", ");
    String latitude = WireValues.text(body.path("degreesLatitude"));
    String longitude = WireValues.text(body.path("degreesLongitude"));
    if (latitude == null || longitude == null) {
      return names;
    }
    String place = latitude + "," + longitude;
    return names == null ? place : names + " (" + place + ")";
  }

  private static String joined(Stream<JsonNode> texts, String separator) {
    String joined =
        texts
            .map(WireValues::nonBlank)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(separator));
    return joined.isEmpty() ? null : joined;
  }

  private static void plain(String kind, String type, String... texts) {
    put(kind, type, false, texts);
  }

  private static void rich(String kind, String type, String... texts) {
    put(kind, type, true, texts);
  }

  private static void put(String kind, String type, boolean mayHoldMedia, String... texts) {
    List<JsonPointer> pointers = Stream.of(texts).map(JsonPointer::compile).toList();
    BY_TYPE.put(type, new ContentKind(kind, mayHoldMedia, pointers));
  }
}
