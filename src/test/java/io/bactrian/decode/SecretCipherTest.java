package io.bactrian.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.Incoming;
import io.bactrian.chat.SecretKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sealed with a message's secret opens under the right names and no other. */
class SecretCipherTest {

  private static final String ID = "3A6BEACE8FFD4FF749B5";
  private static final String ALICE = "15550100123@s.whatsapp.net";
  private static final String ALICES_LID = "100000000000001@lid";
  private static final String US = "15550100001@s.whatsapp.net";
  private static final byte[] PLAIN = "see you at 8".getBytes(UTF_8);

  private final Sealing sealing = new Sealing();

  @ParameterizedTest
  @CsvSource({
    "EDIT, Message Edit, false",
    "EVENT_EDIT, Event Edit, false",
    "VOTE, Poll Vote, true",
    "EVENT_ANSWER, Event Response, true",
    "EVENT_ANSWER, Event Response, false",
    "REACTION, Enc Reaction, false",
    "COMMENT, Enc Comment, false"
  })
  void eachKindHasItsLabel(SecretKind kind, String label, boolean bound) {
    byte[] sealed = sealing.seal(ID, US, ALICE, label, bound, PLAIN);

    assertThat(open(kind, sealed, List.of(US), List.of(ALICE))).isEqualTo(PLAIN);
  }

  @Test
  void theReportedEditIsOpened() throws Exception {
    byte[] secret = ((Incoming.Message) only("A4-long-original")).secret();
    Incoming.Sealed edit = (Incoming.Sealed) only("A4-long-edit");

    byte[] plaintext =
        SecretCipher.open(
            new SecretCipher.Secret(edit.kind(), edit.payload(), edit.iv()),
            secret,
            edit.message().quotedId(),
            List.of(US, ALICE),
            List.of(ALICE));

    assertThat(SecretContent.text(edit.kind(), plaintext, List.of())).isEqualTo("see you at 8");
  }

  private static Incoming only(String report) throws Exception {
    return Samples.decode(Samples.bytes("reports/" + report + ".json")).items().get(0);
  }

  @Test
  void theRightPairOfNamesIsFound() {
    byte[] sealed = sealing.seal(ID, US, ALICES_LID, "Message Edit", false, PLAIN);

    assertThat(open(SecretKind.EDIT, sealed, List.of(ALICE, US), List.of(ALICE, ALICES_LID)))
        .isEqualTo(PLAIN);
  }

  @Test
  void anothersNameOpensNothing() {
    byte[] sealed = sealing.seal(ID, US, ALICE, "Message Edit", false, PLAIN);

    assertThat(open(SecretKind.EDIT, sealed, List.of(ALICE), List.of(US))).isNull();
    assertThat(open(SecretKind.REACTION, sealed, List.of(US), List.of(ALICE))).isNull();
  }

  @ParameterizedTest
  @EnumSource(SecretKind.class)
  void changedShortAndEmptyBytesOpenNothing(SecretKind kind) {
    byte[] sealed = sealing.seal(ID, US, ALICE, kind.label(), false, PLAIN);
    sealed[0] ^= 1;

    assertThat(open(kind, sealed, List.of(US), List.of(ALICE))).isNull();
    assertThat(open(kind, new byte[3], List.of(US), List.of(ALICE))).isNull();
    assertThat(open(kind, new byte[0], List.of(US), List.of(ALICE))).isNull();
  }

  @Test
  void aSecretOrAnIvOfAnotherLengthOpensNothing() {
    byte[] sealed = sealing.seal(ID, US, ALICE, "Message Edit", false, PLAIN);
    SecretCipher.Secret short0 = new SecretCipher.Secret(SecretKind.EDIT, sealed, new byte[11]);

    assertThat(SecretCipher.open(short0, sealing.secret, ID, List.of(US), List.of(ALICE))).isNull();
    assertThat(
            SecretCipher.open(
                new SecretCipher.Secret(SecretKind.EDIT, sealed, sealing.iv),
                new byte[16],
                ID,
                List.of(US),
                List.of(ALICE)))
        .isNull();
  }

  private byte[] open(SecretKind kind, byte[] sealed, List<String> authors, List<String> speakers) {
    return SecretCipher.open(
        new SecretCipher.Secret(kind, sealed, sealing.iv), sealing.secret, ID, authors, speakers);
  }
}
