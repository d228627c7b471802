package io.bactrian.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatAddressTest {

  @ParameterizedTest
  @CsvSource({
    "5511912345678, 5511912345678@s.whatsapp.net",
    "+55 (11) 91234-5678, 5511912345678@s.whatsapp.net",
    "55.11.91234.5678, 5511912345678@s.whatsapp.net",
    "1234567, 1234567@s.whatsapp.net",
    "0055 11 91234-5678, 5511912345678@s.whatsapp.net",
    "120363041234567890@newsletter, 120363041234567890@newsletter",
    "5511912345678@s.whatsapp.net, 5511912345678@s.whatsapp.net",
    "5511912345678:12@S.WhatsApp.Net, 5511912345678@s.whatsapp.net",
    "5511912345678@c.us, 5511912345678@s.whatsapp.net",
    "98765:3@lid, 98765@lid",
    "120363041234567890@g.us, 120363041234567890@g.us",
    "5511912345678-1600000000@g.us, 5511912345678-1600000000@g.us"
  })
  void whatPeopleWriteBecomesAJid(String written, String jid) {
    assertThat(ChatAddress.of(written)).contains(jid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+55\u00a011\u202f91234\u20115678",
        "\u202a+55 11 91234\u20135678\u202c",
        " 55\t11 91234 - 5678 ",
        "\u200e+5511912345678"
      })
  void whatIsNotADigitInACopiedNumberDoesNotCount(String written) {
    assertThat(ChatAddress.of(written)).contains("5511912345678@s.whatsapp.net");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ana",
        "123456",
        "1234567890123456",
        "++5511912345678",
        "55+11912345678",
        "5511912345678@gmail.com",
        "abc@g.us",
        "status@broadcast",
        "5511912345678@s.whatsapp.net@lid",
        "५५११९१२३४५६७८"
      })
  void whatIsNoAddressIsRefused(String written) {
    assertThat(ChatAddress.of(written)).isEmpty();
  }

  @Test
  void chatsOfOtherKindsCanBeLookedFor() {
    assertThat(ChatAddress.ofChat("status@broadcast")).isEqualTo("status@broadcast");
    assertThat(ChatAddress.ofChat(" ")).isNull();
    assertThatThrownBy(() -> ChatAddress.ofChat("ana")).isInstanceOf(ApiProblem.class);
  }
}
