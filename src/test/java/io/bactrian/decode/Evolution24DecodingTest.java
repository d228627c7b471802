package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;

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
}
