package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.chat.Incoming;
import io.bactrian.chat.MessageStatus;
import io.bactrian.webhook.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDecoderTest {

  private static final String KEY = "{'remoteJid':'15550100123@s.whatsapp.net','id':'A1'}";

  static Decoded decode(String event, String data) throws NotUnderstoodException {
    String body =
        "{'event':'%s','instance':'acme','sender':'15550100001@s.whatsapp.net','data':%s}"
            .formatted(event, data);
    return Samples.decode(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String described(String event, String data) throws NotUnderstoodException {
    Decoded decoded = decode(event, data);
    assertThat(decoded.problems()).isEmpty();
    assertThat(decoded.items()).hasSize(1);
    return Described.of(decoded.items().get(0));
  }

  private static void notUnderstood(String event, String data) {
    assertThatThrownBy(() -> decode(event, data))
        .as(data)
        .isInstanceOf(NotUnderstoodException.class);
  }

  private static void asksNothing(String event, String data) throws NotUnderstoodException {
    Decoded decoded = decode(event, data);
    assertThat(decoded.disposition()).as(data).isEqualTo(Disposition.IGNORED);
    assertThat(decoded.items()).isEmpty();
  }

  @Nested
  class Envelopes {

    @Test
    void withoutInstanceAreNotUnderstood() {
      for (String instance : new String[] {"null", "''", "{}", "'" + "x".repeat(256) + "'"}) {
        String body = "{'event':'messages.update','data':{},'instance':" + instance + "}";
        assertThatThrownBy(
                () -> Samples.decode(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
            .isInstanceOf(NotUnderstoodException.class)
            .hasMessage("no usable instance is named");
      }
    }

    @Test
    void takeTheEventOfThePathIfTheyNameNone() throws Exception {
      byte[] body =
          "{\"instance\":\"acme\",\"data\":{\"state\":\"open\"}}".getBytes(StandardCharsets.UTF_8);

      Decoded decoded =
          new WebhookDecoder(Settings.byDefault()).decode(Samples.EVENT, "connection-update", body);

      assertThat(decoded.event()).isEqualTo("connection.update");
      assertThat(decoded.items()).containsExactly(new Incoming.Connection("open", null));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "messages.upsert",
          "send.message",
          "messages.update",
          "messages.edited",
          "messages.delete",
          "contacts.upsert",
          "contacts.update",
          "contacts.set",
          "groups.upsert",
          "groups.update",
          "group.update",
          "group-participants.update",
          "connection.update"
        })
    void withUselessDataAreNotUnderstoodWhateverTheEvent(String event) throws Exception {
      for (String data : new String[] {"null", "7", "'x'", "{}", "[null]", "[[]]", "[{},7]"}) {
        notUnderstood(event, data);
      }
      asksNothing(event, "[]");
    }

    @Test
    void ofWhichAPartIsNotUnderstoodGiveTheRestAndSayWhatIsMissing() throws Exception {
      Decoded decoded =
          decode(
              "messages.update",
              "[{'keyId':'A','remoteJid':'1@lid','status':'READ'},{'keyId':'B'},"
                  + "{'keyId':'C','remoteJid':'1@lid','status':'READ'}]");

      assertThat(decoded.items()).hasSize(2);
      assertThat(decoded.problems()).containsExactly("data[1]: the key's remoteJid is no JID");
      assertThat(decoded.disposition()).isEqualTo(Disposition.RELEVANT);
    }
  }

  @Nested
  class Updates {

    @Test
    void nameTheMessageByItsWhatsappIdNotByEvolutionsRow() throws Exception {
      assertThat(
              described(
                  "messages.update",
                  "{'messageId':'cm1','keyId':'A1','remoteJid':'1@lid','fromMe':true,'status':3}"))
          .isEqualTo("status to 1@lid id=A1 " + MessageStatus.DELIVERED);
      assertThat(described("messages.update", "{'key':" + KEY + ",'status':'PLAYED'}"))
          .isEqualTo("status from 15550100123@s.whatsapp.net id=A1 PLAYED");
      assertThat(described("messages.update", "{'key':" + KEY + ",'update':{'status':4}}"))
          .isEqualTo("status from 15550100123@s.whatsapp.net id=A1 READ");
    }

    @Test
    void doNotTakeTheChatForAParticipant() throws Exception {
      assertThat(
              described(
                  "messages.update",
                  "{'keyId':'A1','remoteJid':'1@lid','participant':'1@lid','status':'READ'}"))
          .isEqualTo("status from 1@lid id=A1 READ");
    }

    @Test
    void thatSayDeletedForWantOfAStatusAskNothing() throws Exception {
      asksNothing("messages.update", "{'key':" + KEY + ",'status':'DELETED'}");
    }

    @Test
    void thatAreNoProgressAskNothing() throws Exception {
      asksNothing("messages.update", "{'key':" + KEY + ",'status':'MOON'}");
      asksNothing("messages.update", "{'key':" + KEY + "}");
    }

    @Test
    void thatCountVotesAreRead() throws Exception {
      String update = "{'key':" + KEY + ",'status':'DELETED','pollUpdates':[%s]}";
      Decoded decoded =
          decode("messages.update", update.formatted("{'name':'x','voters':['1@lid','2@lid']}"));
      assertThat(decoded.items())
          .singleElement()
          .satisfies(
              item -> assertThat(((Incoming.Votes) item).counts()).isEqualTo(Map.of("x", 2)));
      notUnderstood("messages.update", update.formatted("{'name':'x'}"));
    }

    @Test
    void withoutKeyAreNotUnderstood() {
      notUnderstood("messages.update", "{'messageId':'cm1','remoteJid':'1@lid','status':'READ'}");
      notUnderstood("messages.delete", "{'id':'A1'}");
    }
  }

  @Nested
  class Edits {

    private static final String MOVED =
        "'type':%s,'editedMessage':{'extendedTextMessage':{'text':'new'}},"
            + "'timestampMs':'1795350030000','key':{'remoteJid':'15550100001@s.whatsapp.net',"
            + "'fromMe':true,'id':'A1'}";

    @ParameterizedTest
    @ValueSource(strings = {"14", "'MESSAGE_EDIT'"})
    void maySayTheirTypeAsNameOrNumber(String type) throws Exception {
      assertThat(described("messages.edited", "{" + MOVED.formatted(type) + "}"))
          .isEqualTo("edit to 15550100001@s.whatsapp.net id=A1 text=new at=2026-11-22T12:20:30Z");
    }

    @Test
    void carriedByAMessageBelongToItsChat() throws Exception {
      String protocol = "{'protocolMessage':{" + MOVED.formatted("14") + "}}";
      String expected =
          "edit from 15550100123@s.whatsapp.net id=A1 text=new at=2026-11-22T12:20:30Z";
      String key = "{'remoteJid':'15550100123@s.whatsapp.net','id':'CARRIER'}";

      assertThat(described("messages.upsert", "{'key':" + key + ",'message':" + protocol + "}"))
          .isEqualTo(expected);
      assertThat(
              described(
                  "messages.upsert",
                  "{'key':" + key + ",'message':{'editedMessage':{'message':" + protocol + "}}}"))
          .isEqualTo(expected);
      assertThat(described("messages.edited", "{'key':" + key + ",'message':" + protocol + "}"))
          .isEqualTo(expected);
    }

    @Test
    void ofACaptionAreItsText() throws Exception {
      assertThat(
              described(
                  "messages.edited",
                  "{'key':" + KEY + ",'editedMessage':{'imageMessage':{'caption':'c'}}}"))
          .endsWith("text=c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "'REVOKE'"})
    void thatRevokeAreDeletions(String type) throws Exception {
      String revoke = "{'key':{'remoteJid':'1@lid','fromMe':true,'id':'A1'},'type':" + type + "}";

      assertThat(described("messages.edited", revoke)).isEqualTo("deletion to 1@lid id=A1");
      assertThat(
              described(
                  "messages.upsert",
                  "{'key':{'remoteJid':'2@lid','id':'B'},'message':{'protocolMessage':"
                      + revoke
                      + "}}"))
          .isEqualTo("deletion from 2@lid id=A1");
    }

    @Test
    void thatOnlyPhonesCareForAskNothing() throws Exception {
      asksNothing("messages.edited", "{'type':'HISTORY_SYNC_NOTIFICATION'}");
      asksNothing(
          "messages.upsert",
          "{'key':" + KEY + ",'message':{'protocolMessage':{'type':3,'ephemeralExpiration':1}}}");
    }

    @Test
    void withoutTextAreNotUnderstood() {
      notUnderstood("messages.edited", "{'key':" + KEY + "}");
      notUnderstood("messages.edited", "{'key':" + KEY + ",'editedMessage':{}}");
      notUnderstood("messages.edited", "{'editedMessage':{'conversation':'x'}}");
    }
  }

  @Test
  void tellsTheInstancesOwnJid() throws Exception {
    assertThat(decode("connection.update", "{'state':'open'}").self())
        .isEqualTo("15550100001@s.whatsapp.net");
  }

  @Test
  void readsTheTimeOfAnEditFromALong() throws Exception {
    Incoming.Edit edit =
        (Incoming.Edit) Samples.decode(Samples.bytes("26-messages.edited.json")).items().get(0);

    assertThat(edit.at()).isEqualTo(Instant.parse("2026-11-22T12:20:30Z"));
  }
}
