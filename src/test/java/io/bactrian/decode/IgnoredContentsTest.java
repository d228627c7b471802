package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents that ask nothing of us, and those that seem to. */
class IgnoredContentsTest {

  @Test
  void thatAreIgnoredAreThoseOfTheListAlone() throws Exception {
    for (String type : ContentKind.IGNORED.keySet()) {
      if (type.equals("protocolMessage")) {
        continue;
      }
      assertThat(
              WebhookDecoderTest.decode(
                      "messages.upsert",
                      "{'key':{'remoteJid':'1@lid','id':'A'},'message':{'" + type + "':{}}}")
                  .disposition())
          .as(type)
          .isEqualTo(Disposition.IGNORED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pollUpdateMessage",
        "encReactionMessage",
        "encCommentMessage",
        "encEventResponseMessage",
        "secretEncryptedMessage"
      })
  void thatAreEncryptedAreNeverIgnored(String type) {
    assertThatThrownBy(
            () ->
                WebhookDecoderTest.decode(
                    "messages.upsert",
                    "{'key':{'remoteJid':'1@lid','id':'A'},'message':{'" + type + "':{}}}"))
        .isInstanceOf(NotUnderstoodException.class);
  }
}
