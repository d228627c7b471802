package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.chat.SecretKind;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was encrypted, as a reader of the chat would put it. */
class SecretContentTest {

  private static final String TEXT = "see you at 8";

  static Stream<byte[]> edits() {
    byte[] text = Sealing.field(1, TEXT);
    byte[] extended = Sealing.field(6, Sealing.field(1, TEXT));
    return Stream.of(
        text,
        extended,
        Sealing.field(3, Sealing.number(5, 17), Sealing.field(3, TEXT)),
        Sealing.field(9, Sealing.field(7, TEXT)),
        Sealing.field(7, Sealing.field(20, TEXT)),
        Sealing.field(12, Sealing.number(2, 14), Sealing.field(14, text)),
        Sealing.field(12, Sealing.field(14, extended), Sealing.number(15, 1795350030000L)),
        Sealing.field(58, Sealing.field(1, Sealing.field(12, Sealing.field(14, text)))),
        Sealing.field(53, Sealing.field(1, Sealing.field(7, Sealing.field(20, TEXT)))));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void anEditIsItsNewText(byte[] plaintext) throws Exception {
    assertThat(SecretContent.text(SecretKind.EDIT, plaintext, List.of())).isEqualTo(TEXT);
    assertThat(SecretContent.text(SecretKind.COMMENT, plaintext, List.of())).isEqualTo(TEXT);
  }

  @Test
  void anEditTellsItsTime() {
    byte[] edit = Sealing.field(12, Sealing.number(15, 1795350030000L));

    assertThat(SecretContent.at(edit)).isEqualTo(Instant.parse("2026-11-22T12:20:30Z"));
    assertThat(SecretContent.at(Sealing.field(1, TEXT))).isNull();
    assertThat(SecretContent.at(new byte[] {10, 99})).isNull();
  }

  @Test
  void aVoteIsTheNamesOfItsOptions() throws Exception {
    List<String> options = List.of("Pizza", "Pasta", "Salad");
    byte[] two = join(Sealing.option("Pizza"), Sealing.option("Salad"));

    assertThat(SecretContent.text(SecretKind.VOTE, two, options)).isEqualTo("Pizza, Salad");
    assertThat(SecretContent.text(SecretKind.VOTE, new byte[0], options)).isEmpty();
    assertThatThrownBy(() -> SecretContent.text(SecretKind.VOTE, two, List.of("Pasta")))
        .isInstanceOf(NotUnderstoodException.class);
  }

  @Test
  void anAnswerToAnEventIsAWord() throws Exception {
    assertThat(answer(Sealing.number(1, 1))).isEqualTo("Going");
    assertThat(answer(Sealing.number(1, 2))).isEqualTo("Not going");
    assertThat(answer(join(Sealing.number(1, 3), Sealing.number(3, 2)))).isEqualTo("Maybe +2");
    assertThatThrownBy(() -> answer(Sealing.number(1, 9)))
        .isInstanceOf(NotUnderstoodException.class);
  }

  @Test
  void aReactionIsItsEmojiAndNoneWhenTakenBack() throws Exception {
    assertThat(SecretContent.text(SecretKind.REACTION, Sealing.field(2, "\u2764"), List.of()))
        .isEqualTo("\u2764");
    assertThat(SecretContent.text(SecretKind.REACTION, Sealing.field(2, ""), List.of())).isEmpty();
  }

  @Test
  void whatIsNoMessageIsNotUnderstood() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      for (SecretKind kind : SecretKind.values()) {
        try {
          SecretContent.text(kind, noise, List.of());
        } catch (NotUnderstoodException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
  }

  @Test
  void wrappersWithoutEndAreNotUnderstood() {
    byte[] nested = Sealing.field(1, TEXT);
    for (int i = 0; i < 20; i++) {
      nested = Sealing.field(58, Sealing.field(1, nested));
    }
    byte[] deep = nested;

    assertThatThrownBy(() -> SecretContent.text(SecretKind.EDIT, deep, List.of()))
        .isInstanceOf(NotUnderstoodException.class);
  }

  private static String answer(byte[] plaintext) throws NotUnderstoodException {
    return SecretContent.text(SecretKind.EVENT_ANSWER, plaintext, List.of());
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = new byte[one.length + other.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
