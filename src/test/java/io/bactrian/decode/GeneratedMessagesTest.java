package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.chat.Incoming;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Messages made of WhatsApp's own list of fields: every kind, in every wrapper, with bytes and long
 * numbers as every version of Evolution writes them. Each is a message with what it carries, a
 * change of one, parked, or on the list of what is ignored; none is dropped, and none throws.
 */
class GeneratedMessagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> WRAPPERS =
      words(
          """
          ephemeralMessage viewOnceMessage viewOnceMessageV2 viewOnceMessageV2Extension
          documentWithCaptionMessage associatedChildMessage lottieStickerMessage
          groupStatusMessage groupStatusMessageV2 groupMentionedMessage botInvokeMessage
          botForwardedMessage editedMessage eventCoverImage limitSharingMessage
          pollCreationOptionImageMessage statusMentionMessage statusAddYours
          newsletterAdminProfileMessage spoilerMessage
          """);

  private static final List<String> MEDIA =
      List.of(
          "imageMessage",
          "videoMessage",
          "ptvMessage",
          "audioMessage",
          "documentMessage",
          "stickerMessage",
          "stickerPackMessage");

  private static final List<String> SEALED =
      List.of(
          "pollUpdateMessage",
          "encReactionMessage",
          "encCommentMessage",
          "encEventResponseMessage",
          "secretEncryptedMessage");

  /** Fields of WhatsApp's Message that are neither wrapped, nor media, nor sealed. */
  private static final List<String> OTHERS =
      words(
          """
          extendedTextMessage contactMessage contactsArrayMessage locationMessage
          liveLocationMessage templateMessage templateButtonReplyMessage buttonsMessage
          buttonsResponseMessage listMessage listResponseMessage interactiveMessage
          interactiveResponseMessage highlyStructuredMessage sendPaymentMessage
          requestPaymentMessage declinePaymentRequestMessage cancelPaymentRequestMessage
          paymentInviteMessage paymentReminderMessage splitPaymentMessage groupInviteMessage
          newsletterAdminInviteMessage newsletterFollowerInviteMessageV2 productMessage
          orderMessage invoiceMessage reactionMessage pollCreationMessage pollCreationMessageV2
          pollCreationMessageV3 pollCreationMessageV5 pollResultSnapshotMessage
          pollResultSnapshotMessageV3 eventMessage eventInviteMessage
          scheduledCallCreationMessage scheduledCallEditMessage callLogMesssage bcallMessage
          call chat commentMessage albumMessage placeholderMessage protocolMessage
          keepInChatMessage pinInChatMessage requestPhoneNumberMessage messageHistoryBundle
          messageHistoryNotice stickerSyncRmrMessage statusNotificationMessage
          statusQuestionAnswerMessage statusQuotedMessage questionResponseMessage
          questionReplyMessage statusStickerInteractionMessage richResponseMessage quizMessage
          conditionalRevealMessage somethingThatIsYetToCome
          """);

  private final Random random = new Random(20261130);
  private final Map<String, Integer> fates = new TreeMap<>();

  @Test
  void eachIsAMessageAChangeParkedOrOnTheListOfTheIgnored() {
    List<String> wrong = new ArrayList<>();
    for (String type : types()) {
      for (int variant = 0; variant < 12; variant++) {
        ObjectNode message = JSON.createObjectNode();
        put(message, type, variant);
        for (int depth = variant % 4; depth > 0; depth--) {
          message = wrapped(message);
        }
        check(type, message, wrong);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(fates).containsKeys("message", "parked", "ignored", "change", "sealed");
  }

  @Test
  void everyWrapperShowsWhatItHolds() throws Exception {
    for (String wrapper : WRAPPERS) {
      for (String type : MEDIA) {
        ObjectNode inner = JSON.createObjectNode();
        put(inner, type, 1);
        ObjectNode message = JSON.createObjectNode();
        message.putObject(wrapper).set("message", inner);

        Decoded decoded = decode(message);

        assertThat(decoded.items()).as(wrapper + " " + type).hasSize(1);
        assertThat(((Incoming.Message) decoded.items().get(0)).media())
            .as(wrapper + " " + type)
            .hasSize(1);
      }
    }
  }

  private static List<String> words(String block) {
    return List.of(block.strip().split("\\s+"));
  }

  private static Set<String> types() {
    Set<String> types = new TreeSet<>(OTHERS);
    types.addAll(MEDIA);
    types.addAll(SEALED);
    types.add("conversation");
    return types;
  }

  private void check(String type, ObjectNode message, List<String> wrong) {
    String fate;
    try {
      Decoded decoded = decode(message);
      if (!decoded.problems().isEmpty()) {
        fate = "parked";
      } else if (decoded.items().isEmpty()) {
        fate = ContentKind.IGNORED.containsKey(type) ? "ignored" : "dropped";
      } else {
        fate = fate(type, decoded.items().get(0));
      }
    } catch (NotUnderstoodException e) {
      fate = "parked";
    } catch (RuntimeException e) {
      fate = "thrown: " + e;
    }
    fates.merge(fate, 1, Integer::sum);
    boolean known = ContentKind.of(type) != null || MEDIA.contains(type);
    boolean parkedThoughKnown =
        fate.equals("parked") && known && !SEALED.contains(type) && !type.equals("protocolMessage");
    if (fate.equals("dropped") || fate.startsWith("thrown") || parkedThoughKnown) {
      wrong.add(type + " is " + fate + ": " + message);
    }
  }

  private static String fate(String type, Incoming item) {
    if (item instanceof Incoming.Sealed) {
      return "sealed";
    }
    if (item instanceof Incoming.Edit || item instanceof Incoming.Deletion) {
      return "change";
    }
    Incoming.Message message = (Incoming.Message) item;
    if (message.kind() == null) {
      return "dropped";
    }
    return MEDIA.contains(type) && message.media().isEmpty() ? "dropped" : "message";
  }

  private static Decoded decode(ObjectNode message) throws NotUnderstoodException {
    ObjectNode root = JSON.createObjectNode().put("event", "messages.upsert");
    root.put("instance", "acme").put("sender", "15550100001@s.whatsapp.net");
    ObjectNode data = root.putObject("data");
    data.putObject("key")
        .put("remoteJid", "15550100123@s.whatsapp.net")
        .put("fromMe", false)
        .put("id", "3EB0A1");
    data.set("message", message);
    return Samples.decode(root.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private ObjectNode wrapped(ObjectNode inner) {
    ObjectNode outer = JSON.createObjectNode();
    outer.putObject(WRAPPERS.get(random.nextInt(WRAPPERS.size()))).set("message", inner);
    if (random.nextBoolean()) {
      outer.putObject("messageContextInfo").set("messageSecret", bytes(32));
    }
    return outer;
  }

  private void put(ObjectNode message, String type, int variant) {
    if (type.equals("conversation")) {
      message.put(type, "words");
      return;
    }
    ObjectNode body = message.putObject(type);
    if (MEDIA.contains(type)) {
      body.put("url", "https://mmg.whatsapp.net/x").put("directPath", "/x?oe=7FFFFFFF");
      body.put("mimetype", type.equals("stickerMessage") ? "image/webp" : "image/jpeg");
      body.set("mediaKey", bytes(32));
      body.set("fileSha256", bytes(32));
      body.set("fileLength", number(1234));
    }
    if (SEALED.contains(type)) {
      ObjectNode target = JSON.createObjectNode().put("id", "3EB0A0").put("fromMe", true);
      body.set("targetMessageKey", target);
      body.set("pollCreationMessageKey", target);
      body.set("eventCreationMessageKey", target);
      ObjectNode vote = type.equals("pollUpdateMessage") ? body.putObject("vote") : body;
      vote.set("encPayload", bytes(40));
      vote.set("encIv", bytes(12));
    }
    if (type.equals("protocolMessage")) {
      body.putObject("key").put("id", "3EB0A0").put("fromMe", true);
      body.put(
          "type", List.of("REVOKE", "MESSAGE_EDIT", "APP_STATE_SYNC_KEY_SHARE").get(variant % 3));
      body.putObject("editedMessage").put("conversation", "other words");
    }
    texts().forEach((name, value) -> putIfAbsent(body, name, value, variant));
  }

  /** What the kinds have in common; some variants have it in other types than WhatsApp's. */
  private Map<String, JsonNode> texts() {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    for (String name : List.of("text", "caption", "title", "name", "description", "displayName")) {
      fields.put(name, JSON.getNodeFactory().textNode("words"));
    }
    fields.put("degreesLatitude", JSON.getNodeFactory().numberNode(-19.9));
    fields.put("degreesLongitude", JSON.getNodeFactory().textNode("-43.9"));
    fields.put("timestampMs", number(1_795_350_000_000L));
    fields.put("jpegThumbnail", bytes(64));
    fields.put(
        "options", JSON.createArrayNode().add(JSON.createObjectNode().put("optionName", "a")));
    fields.put(
        "contacts", JSON.createArrayNode().add(JSON.createObjectNode().put("vcard", "FN:A")));
    fields.put("contextInfo", JSON.createObjectNode().put("stanzaId", "3EB0A0"));
    fields.put("nativeFlowResponseMessage", JSON.createObjectNode().put("paramsJson", "{broken"));
    return fields;
  }

  private void putIfAbsent(ObjectNode body, String name, JsonNode value, int variant) {
    // Each variant leaves out some, and one in six has a value of another type.
    if (body.has(name) || random.nextInt(12) < variant) {
      return;
    }
    body.set(name, random.nextInt(6) == 0 ? JSON.createArrayNode().add(1) : value);
  }

  /** As one of the versions of Evolution writes them. */
  private JsonNode bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    ObjectNode node = JSON.createObjectNode();
    return switch (random.nextInt(3)) {
      case 0 -> JSON.getNodeFactory().textNode(Base64.getEncoder().encodeToString(bytes));
      case 1 -> {
        for (int i = 0; i < length; i++) {
          node.put(String.valueOf(i), bytes[i] & 0xff);
        }
        yield node;
      }
      default -> {
        node.put("type", "Buffer");
        for (byte each : bytes) {
          node.withArray("data").add(each & 0xff);
        }
        yield node;
      }
    };
  }

  private JsonNode number(long value) {
    return switch (random.nextInt(3)) {
      case 0 -> JSON.getNodeFactory().textNode(String.valueOf(value));
      case 1 -> JSON.getNodeFactory().numberNode(value);
      default ->
          JSON.createObjectNode()
              .put("low", (int) value)
              .put("high", (int) (value >>> 32))
              .put("unsigned", true);
    };
  }
}
