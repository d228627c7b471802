package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.chat.AttachmentKind;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.IncomingMedia;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecodingTest {

  private static final String IMAGE =
      "{'url':'https://x/y','mimetype':'image/jpeg','mediaKey':{'type':'Buffer','data':["
          + "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]},"
          + "'jpegThumbnail':'QQ==','contextInfo':{'stanzaId':'Q1','quotedMessage':{'imageMessage':"
          + "{'url':'https://quoted','mimetype':'image/png'}}}}";

  private static Incoming.Message message(String message) throws NotUnderstoodException {
    return message("{'remoteJid':'1@s.whatsapp.net','id':'A1'}", message);
  }

  private static Incoming.Message message(String key, String message)
      throws NotUnderstoodException {
    return (Incoming.Message)
        WebhookDecoderTest.decode(
                "messages.upsert", "{'key':" + key + ",'message':" + message + "}")
            .items()
            .get(0);
  }

  @Nested
  class Wrappers {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "viewOnceMessage",
          "viewOnceMessageV2",
          "viewOnceMessageV2Extension",
          "ephemeralMessage",
          "documentWithCaptionMessage",
          "associatedChildMessage",
          "groupStatusMessage",
          "deviceSentMessage",
          "wrapperOfTomorrow"
        })
    void areTakenOff(String wrapper) throws Exception {
      Incoming.Message message =
          message("{'" + wrapper + "':{'message':{'imageMessage':" + IMAGE + "}}}");

      assertThat(message.kind()).isEqualTo("image");
      assertThat(message.media().get(0).url()).isEqualTo("https://x/y");
      assertThat(message.quotedId()).isEqualTo("Q1");
      assertThat(
              new ObjectMapper()
                  .readTree(message.media().get(0).evolutionMessage())
                  .path("message"))
          .hasSize(1);
    }

    @Test
    void leaveALottieStickerASticker() throws Exception {
      Incoming.Message message =
          message(
              "{'lottieStickerMessage':{'message':{'stickerMessage':{'mimetype':"
                  + "'application/was','isLottie':true}}}}");

      assertThat(message.media().get(0).kind()).isEqualTo(AttachmentKind.sticker);
      assertThat(message.media().get(0).mimeType()).isEqualTo("application/was");
    }

    @Test
    void mayLieInEachOtherWithTheMediaBesideAnyOfThem() throws Exception {
      Incoming.Message message =
          message(
              "{'messageContextInfo':{'messageAssociation':{'parentMessageKey':{'id':'P1'}}},"
                  + "'mediaUrl':'https://s3/z','ephemeralMessage':{'message':{'viewOnceMessage':"
                  + "{'message':{'videoMessage':{'seconds':3},'base64':'QQ=='}}}}}");

      assertThat(message.kind()).isEqualTo("video");
      assertThat(message.albumId()).isEqualTo("P1");
      assertThat(message.media().get(0).mediaUrl()).isEqualTo("https://s3/z");
      assertThat(message.media().get(0).inlineKey()).isEqualTo("inline/" + Samples.EVENT + "/0");
    }

    @Test
    void aroundNothingOrWithoutEndAreNotUnderstood() {
      String endless = "{'a':{'message':".repeat(20) + "{'conversation':'x'}" + "}}".repeat(20);
      for (String message :
          new String[] {
            "{'viewOnceMessage':{'message':null}}", "{'ephemeralMessage':{}}", endless
          }) {
        assertThatThrownBy(() -> message(message)).isInstanceOf(NotUnderstoodException.class);
      }
    }
  }

  @Nested
  class Kinds {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{'conversation':'hi'}                                            | text     | hi",
          "{'extendedTextMessage':{'text':'hi','mediaKey':'QQ==','directPath':'/t'}} | text | hi",
          "{'ptvMessage':{'caption':'c'}}                                   | video    | c",
          "{'liveLocationMessage':{'degreesLatitude':1.5,'degreesLongitude':-2}} | location | 1.5,-2",
          "{'pollCreationMessage':{'name':'q'}}                             | poll     | q",
          "{'pollCreationMessageV5':{'name':'q'}}                           | poll     | q",
          "{'buttonsResponseMessage':{'selectedDisplayText':'Yes'}}         | reply    | Yes",
          "{'templateButtonReplyMessage':{'selectedDisplayText':'Yes'}}     | reply    | Yes",
          "{'listResponseMessage':{'title':'Row'}}                          | reply    | Row",
          "{'interactiveResponseMessage':{'body':{'text':'Done'}}}          | reply    | Done",
          "{'buttonsMessage':{'contentText':'Choose'}}                      | interactive | Choose",
          "{'groupInviteMessage':{'groupName':'G'}}                         | invite   | G",
          "{'imageMessage':{},'conversation':''}                            | image    |",
          "{'conversation':'','imageMessage':{'caption':'c'}}               | image    | c",
        })
    void areToldByTheContent(String content, String kind, String text) throws Exception {
      assertThat(message(content).kind()).isEqualTo(kind);
      assertThat(message(content).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{'messageContextInfo':{'x':1}}",
          "{'senderKeyDistributionMessage':{'groupId':'1@g.us'},'base64':'QQ==','mediaUrl':'u'}",
          "{'speechToText':'x','chatwootThing':{'a':1}}",
          "{'quantumMessage':{'q':1}}",
          "{'conversation':{}}",
          "[]",
          "'text'"
        })
    void withoutContentAreNotUnderstood(String content) {
      assertThatThrownBy(() -> message(content)).isInstanceOf(NotUnderstoodException.class);
    }
  }

  @Nested
  class Media {

    @ParameterizedTest
    @CsvSource({
      "image/webp, image",
      "video/mp4, video",
      "audio/ogg; codecs=opus, audio",
      "application/pdf, document",
      "'', document"
    })
    void ofATypeOfTomorrowIsNotLost(String mimeType, AttachmentKind kind) throws Exception {
      Incoming.Message message =
          message(
              "{'hologramMessage':{'directPath':'/p','mediaKey':'QQ==','caption':'c','mimetype':'"
                  + mimeType
                  + "'}}");

      assertThat(message.media().get(0).kind()).isEqualTo(kind);
      assertThat(message.kind()).isEqualTo(kind.name());
      assertThat(message.text()).isEqualTo("c");
      assertThat(message.media().get(0).evolutionMessage()).contains("\"" + kind + "Message\":{");
    }

    @Test
    void inTheHeaderOfATemplateIsNotLost() throws Exception {
      Incoming.Message message =
          message(
              "{'templateMessage':{'hydratedTemplate':{'hydratedContentText':'t','documentMessage':"
                  + "{'url':'https://d','mimetype':'application/pdf','title':'T.pdf'}}}}");

      assertThat(message.kind()).isEqualTo("document");
      assertThat(message.text()).isEqualTo("t");
      assertThat(message.media().get(0).fileName()).isEqualTo("T.pdf");
    }

    @Test
    void thatIsQuotedIsNotTheMessagesOwn() throws Exception {
      assertThat(message("{'imageMessage':" + IMAGE + "}").media().get(0).url())
          .isEqualTo("https://x/y");
      assertThat(
              message(
                      "{'interactiveMessage':{'body':{'text':'b'},'contextInfo':{'quotedMessage':"
                          + "{'imageMessage':"
                          + IMAGE
                          + "}}}}")
                  .media())
          .isEmpty();
    }

    @Test
    void isAskedOfEvolutionWithAllItNeedsAndNoMore() throws Exception {
      String key =
          "{'remoteJid':'1@g.us','id':'A1','fromMe':false,'participant':'2@lid','new':'\\ud83d'}";
      IncomingMedia media =
          message(key, "{'base64':'QQ==','mediaUrl':'u','imageMessage':" + IMAGE + "}")
              .media()
              .get(0);

      JsonNode request = new ObjectMapper().readTree(media.evolutionMessage());
      assertThat(request.path("key"))
          .isEqualTo(new ObjectMapper().readTree(key.replace('\'', '"')));
      assertThat(request.path("message")).hasSize(1);
      assertThat(request.at("/message/imageMessage").properties())
          .extracting(Map.Entry::getKey)
          .containsExactlyInAnyOrder("url", "mimetype", "mediaKey");
      assertThat(request.at("/message/imageMessage/mediaKey").textValue())
          .as("Evolution can't read a Buffer")
          .isEqualTo("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=");
      assertThat(media.evolutionMessage()).isPrintable();
    }
  }

  @Nested
  class Keys {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "'remoteJidAlt':'5@lid'                              | 5@lid",
          "'remoteJidAlt':'1@s.whatsapp.net'                   |",
          "'remoteJidAlt':''                                   |",
          "'remoteJidAlt':'6@s.whatsapp.net'                   |",
          "'senderPn':'1@s.whatsapp.net','senderLid':'5@lid'   | 5@lid",
          "'senderLid':'5@lid','fromMe':true                   |",
          "'remoteJidAlt':'5@lid','fromMe':true                | 5@lid",
        })
    void tieAChatToItsOtherNameOnly(String more, String alt) throws Exception {
      String key = "{'remoteJid':'1@s.whatsapp.net','id':'A'," + more + "}";

      assertThat(message(key, "{'conversation':'x'}").key().chatAlt()).isEqualTo(alt);
    }

    @Test
    void neverTieAChatToOurselves() throws Exception {
      String key = "{'remoteJid':'5@lid','id':'A','remoteJidAlt':'15550100001@s.whatsapp.net'}";

      assertThat(message(key, "{'conversation':'x'}").key().chatAlt()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"participantAlt", "participantPn"})
    void nameTheParticipantOfAGroupTwice(String field) throws Exception {
      String key =
          "{'remoteJid':'1@g.us','id':'A','participant':'2:7@lid','senderLid':'9@lid','"
              + field
              + "':'3@s.whatsapp.net'}";

      Incoming.Message message = message(key, "{'conversation':'x'}");

      assertThat(message.key().chatAlt()).isNull();
      assertThat(message.key().participant()).isEqualTo("2@lid");
      assertThat(message.key().participantAlt()).isEqualTo("3@s.whatsapp.net");
    }

    @Test
    void needAnIdThatCanBeKept() {
      for (String id : new String[] {"''", "null", "{}", "'" + "x".repeat(256) + "'"}) {
        assertThatThrownBy(
                () -> message("{'remoteJid':'1@lid','id':" + id + "}", "{'conversation':'x'}"))
            .isInstanceOf(NotUnderstoodException.class);
      }
    }
  }

  @Test
  void theNameOfOurselvesIsNobodysName() throws Exception {
    Incoming.Message own =
        (Incoming.Message)
            Samples.decode(Samples.bytes("14a-fromMe-typed-on-phone.json")).items().get(0);

    assertThat(own.pushName()).isNull();
  }
}
