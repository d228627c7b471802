package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.Actor;
import io.bactrian.chat.Incoming;
import io.bactrian.chat.MessageStatus;
import org.junit.jupiter.api.Test;

/** What Evolution 2.4 says otherwise than its predecessors. */
class Evolution24DecodingTest {

  private static final String UPDATE =
      "{'keyId':'A1','remoteJid':'15550100123@s.whatsapp.net','fromMe':false,"
          + "'status':'DELIVERY_ACK','message':%s}";

  @Test
  void anUpdateMayBringAnEdit() throws Exception {
    Decoded decoded =
        WebhookDecoderTest.decode(
            "messages.update",
            UPDATE.formatted("{'editedMessage':{'message':{'conversation':'at eight'}}}"));

    assertThat(decoded.items()).hasSize(2);
    Incoming.Edit edit = (Incoming.Edit) decoded.items().get(0);
    assertThat(edit.text()).isEqualTo("at eight");
    assertThat(edit.key().id()).isEqualTo("A1");
    assertThat(((Incoming.Status) decoded.items().get(1)).status())
        .isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void anUpdateThatRepeatsTheMessageIsItsProgressAlone() throws Exception {
    Decoded decoded =
        WebhookDecoderTest.decode(
            "messages.update", UPDATE.formatted("{'conversation':'at seven'}"));

    assertThat(decoded.items()).singleElement().isInstanceOf(Incoming.Status.class);
  }

  @Test
  void theProgressOfAHistoryAsksNothing() throws Exception {
    for (String name : new String[] {"messaging-history.set", "MESSAGING_HISTORY_SET"}) {
      Decoded decoded =
          WebhookDecoderTest.decode(
              name, "{'messageCount':10,'chatCount':2,'contactCount':3,'progress':50}");

      assertThat(decoded.disposition()).isEqualTo(Disposition.IGNORED);
    }
  }

  @Test
  void aStatusCountsBesideAnEditThatIsNotUnderstood() throws Exception {
    Decoded decoded =
        WebhookDecoderTest.decode(
            "messages.update",
            UPDATE.formatted("{'editedMessage':{'message':{'somethingNew':{'a':1}}}}"));

    assertThat(decoded.items())
        .singleElement()
        .isInstanceOfSatisfying(
            Incoming.Status.class,
            status -> assertThat(status.status()).isEqualTo(MessageStatus.DELIVERED));
    assertThat(decoded.problems()).singleElement().asString().contains("of no known type");
  }

  @Test
  void anUpdateMayBringAnEditAsTheProtocolHasIt() throws Exception {
    Decoded decoded =
        WebhookDecoderTest.decode(
            "messages.update",
            UPDATE.formatted(
                "{'protocolMessage':{'key':{'id':'A0'},'type':14,"
                    + "'editedMessage':{'conversation':'at nine'}}}"));

    assertThat(decoded.items().get(0))
        .isInstanceOfSatisfying(
            Incoming.Edit.class,
            edit -> {
              assertThat(edit.key().id()).isEqualTo("A0");
              assertThat(edit.text()).isEqualTo("at nine");
            });
  }

  @Test
  void anEditByEvolutionsApiIsOfAMessageOfOurs() throws Exception {
    Decoded decoded =
        WebhookDecoderTest.decode(
            "send.message.update",
            "{'key':{'remoteJid':'15550100123@s.whatsapp.net','fromMe':true,'id':'A2'},"
                + "'type':'MESSAGE_EDIT','editedMessage':{'conversation':'at ten'}}");

    assertThat(decoded.items())
        .singleElement()
        .isInstanceOfSatisfying(
            Incoming.Edit.class,
            edit -> {
              assertThat(edit.text()).isEqualTo("at ten");
              assertThat(edit.actor().source()).isEqualTo(Actor.Source.API);
            });
  }
}
