package io.bactrian.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "5531987654321, 553187654321",
    "5215512345678, 525512345678",
    "5491123456789, 541123456789"
  })
  void aNumberHasTwoSpellingsEitherWay(String longer, String shorter) {
    String one = longer + "@s.whatsapp.net";
    String other = shorter + "@s.whatsapp.net";

    assertThat(KnownNumbers.spellings(one)).containsExactly(one, other);
    assertThat(KnownNumbers.spellings(other)).containsExactly(other, one);
  }

  @Test
  void othersHaveOne() {
    for (String jid :
        new String[] {
          "15550100123@s.whatsapp.net",
          "120363000000000001@g.us",
          "5531987654321@lid",
          "55319@s.whatsapp.net"
        }) {
      assertThat(KnownNumbers.spellings(jid)).containsExactly(jid);
    }
  }
}
