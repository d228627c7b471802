package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bactrian.chat.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'contactMessage':{'displayName':'Bo','vcard':'BEGIN:VCARD\\nFN:Bo\\nitem1.TEL;waid=15550100127:+1 555-010-0127\\nEND:VCARD'} | {"contacts":[{"name":"Bo","numbers":["15550100127"]}]}
          'contactMessage':{'vcard':'BEGIN:VCARD\\r\\nFN:Bo\\\\, Jr\\r\\nTEL;TYPE=CELL:+1 555\\r\\n 0100\\r\\nTEL:tel:+2\\r\\nEND:VCARD'} | {"contacts":[{"name":"Bo, Jr","numbers":["+1 5550100","+2"]}]}
          'contactsArrayMessage':{'contacts':[{'displayName':'A','vcard':''},{'displayName':'B'}]} | {"contacts":[{"name":"A","numbers":[]},{"name":"B","numbers":[]}]}
          'locationMessage':{'degreesLatitude':-1.25,'degreesLongitude':36.8,'name':'Depot','address':'1 Road'} | {"location":{"latitude":-1.25,"longitude":36.8,"name":"Depot","address":"1 Road","live":false}}
          'liveLocationMessage':{'degreesLatitude':1,'degreesLongitude':2} | {"location":{"latitude":1,"longitude":2,"live":true}}
          'pollCreationMessageV3':{'name':'Day?','options':[{'optionName':'Mon'},{'optionName':'Tue'}],'selectableOptionsCount':1} | {"poll":{"name":"Day?","options":[{"name":"Mon","votes":0},{"name":"Tue","votes":0}],"multiple":false}}
          'pollCreationMessage':{'name':'Day?','options':[],'selectableOptionsCount':0} | {"poll":{"name":"Day?","options":[],"multiple":true}}
          'pollResultSnapshotMessage':{'name':'Day?','pollVotes':[{'optionName':'Mon','optionVoteCount':{'low':3,'high':0}}]} | {"poll":{"name":"Day?","options":[{"name":"Mon","votes":3}]}}
          'buttonsResponseMessage':{'selectedButtonId':'b1','selectedDisplayText':'Yes'} | {"choice":{"id":"b1","title":"Yes"}}
          'templateButtonReplyMessage':{'selectedId':'b1','selectedDisplayText':'Yes'} | {"choice":{"id":"b1","title":"Yes"}}
          'listResponseMessage':{'title':'Row','singleSelectReply':{'selectedRowId':'r1'}} | {"choice":{"id":"r1","title":"Row"}}
          'interactiveResponseMessage':{'body':{'text':'Sent'},'nativeFlowResponseMessage':{'name':'flow','paramsJson':'{\\"rating\\":\\"Good\\"}'}} | {"flow":{"name":"flow","answers":{"rating":"Good"}}}
          'interactiveResponseMessage':{'nativeFlowResponseMessage':{'name':'menu_options','paramsJson':'{\\"id\\":\\"r2\\",\\"title\\":\\"Row 2\\"}'}} | {"choice":{"id":"r2","title":"Row 2"}}
          'interactiveResponseMessage':{'nativeFlowResponseMessage':{'name':'flow','paramsJson':'no json'}} | {"flow":{"name":"flow"}}
          'reactionMessage':{'key':{'id':'A2'},'text':'x'} | {"reaction":{"to":"A2","emoji":"x"}}
          'reactionMessage':{'key':{'id':'A2'}} | {"reaction":{"to":"A2","emoji":""}}
          'eventMessage':{'name':'Lunch','startTime':{'low':1796040084,'high':0},'location':{'name':'Cafe'},'isCanceled':true} | {"event":{"name":"Lunch","startsAt":"2026-11-30T12:01:24Z","place":"Cafe","cancelled":true}}
          'orderMessage':{'orderId':'o1','itemCount':2,'orderTitle':'Shoes','totalAmount1000':{'low':12500,'high':0},'totalCurrencyCode':'BRL'} | {"order":{"id":"o1","title":"Shoes","items":2,"total":"12.5","currency":"BRL"}}
          'productMessage':{'product':{'productId':'p1','title':'Shoe','priceAmount1000':'99000','currencyCode':'USD'}} | {"product":{"id":"p1","title":"Shoe","price":"99","currency":"USD"}}
          'groupInviteMessage':{'groupJid':'1@g.us','groupName':'Team','inviteCode':'c','inviteExpiration':'1796040084'} | {"invite":{"chat":"1@g.us","name":"Team","code":"c","expiresAt":"2026-11-30T12:01:24Z"}}
          'buttonsMessage':{'contentText':'?','buttons':[{'buttonId':'b1','buttonText':{'displayText':'Yes'}}]} | {"buttons":[{"title":"Yes","id":"b1"}]}
          'listMessage':{'title':'?','sections':[{'rows':[{'title':'Row','rowId':'r1'}]}]} | {"buttons":[{"title":"Row","id":"r1"}]}
          'templateMessage':{'hydratedTemplate':{'hydratedButtons':[{'index':1,'urlButton':{'displayText':'Open','url':'https://a.test'}},{'callButton':{'displayText':'Call','phoneNumber':'+1'}},{'quickReplyButton':{'displayText':'No','id':'n'}}]}} | {"buttons":[{"title":"Open","url":"https://a.test"},{"title":"Call","url":"+1"},{"title":"No","id":"n"}]}
          'interactiveMessage':{'nativeFlowMessage':{'buttons':[{'name':'cta_copy','buttonParamsJson':'{\\"display_text\\":\\"Copy\\",\\"copy_code\\":\\"X1\\"}'}]}} | {"buttons":[{"title":"Copy","code":"X1"}]}
          'interactiveMessage':{'nativeFlowMessage':{'buttons':[{'name':'single_select','buttonParamsJson':'{\\"title\\":\\"Menu\\",\\"sections\\":[{\\"rows\\":[{\\"title\\":\\"Row\\",\\"id\\":\\"r1\\"}]}]}'}]}} | {"buttons":[{"title":"Row","id":"r1"}]}
          'viewOnceMessageV2':{'message':{'conversation':'x'}} | {"viewOnce":true}
          'extendedTextMessage':{'text':'x','contextInfo':{'isForwarded':true,'forwardingScore':5}} | {"forwarded":5}
          'extendedTextMessage':{'text':'x','contextInfo':{'isForwarded':true}} | {"forwarded":1}
          'extendedTextMessage':{'text':'x','contextInfo':{'remoteJid':'status@broadcast','stanzaId':'S1'}} | {"statusReply":true}
          """)
  void areReadByKind(String message, String expected) throws Exception {
    assertThat(JSON.readTree(content("{" + message + "}"))).isEqualTo(JSON.readTree(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'conversation':'hello'
          'extendedTextMessage':{'text':'x','contextInfo':{'externalAdReply':{'title':'a preview','sourceUrl':'https://a.test'}}}
          'imageMessage':{'mimetype':'image/jpeg'}
          """)
  void areNullWhereThereIsNothingToSay(String message) throws Exception {
    assertThat(content("{" + message + "}")).isNull();
  }

  @Test
  void ofAnAdvertAreFoundWhereEvolutionMovesThem() throws Exception {
    assertThat(report("B3-ad-23").at("/ad"))
        .isEqualTo(
            JSON.readTree(
                """
                {"sourceId":"120211","sourceUrl":"https://fb.me/x","title":"Offer","clickId":"Afc"}
                """));
  }

  @Test
  void ofACarouselNameTheCardOfEachButton() throws Exception {
    JsonNode content = report("B1-carousel-long");
    assertThat(content.at("/cards/2/text").asText()).isEqualTo("card 2");
    assertThat(content.at("/buttons/2/url").asText()).isEqualTo("https://shop.example.test/2");
    assertThat(content.at("/buttons/2/card").asInt()).isEqualTo(2);
  }

  @Test
  void ofAPaymentHaveThePixKey() throws Exception {
    assertThat(report("E2-pix").at("/pix").toString())
        .isEqualTo("{\"key\":\"key-1\",\"type\":\"EVP\"}");
  }

  private static JsonNode report(String name) throws Exception {
    Decoded decoded = Samples.decode(Samples.bytes("reports/" + name + ".json"));
    return JSON.readTree(((Incoming.Message) decoded.items().get(0)).content());
  }

  private static String content(String message) throws NotUnderstoodException {
    Decoded decoded =
        WebhookDecoderTest.decode(
            "messages.upsert",
            "{'key':{'remoteJid':'15550100123@s.whatsapp.net','id':'A1'},'message':"
                + message
                + "}");
    return ((Incoming.Message) decoded.items().get(0)).content();
  }
}
