package io.bactrian.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentContentTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'conversation':'Hello'}|text|Hello",
        "{'extendedTextMessage':{'text':'Hello'}}|text|Hello",
        "{'ephemeralMessage':{'message':{'conversation':'Hello'}}}|text|Hello",
        "{'imageMessage':{'caption':'Hello'}}|image|Hello",
        "{'videoMessage':{}}|video|''",
        "{'audioMessage':{'ptt':true}}|audio|''",
        "{'documentWithCaptionMessage':{'message':{'documentMessage':{'caption':'a'}}}}|document|a"
      })
  void isReadFromWhatEvolutionKeeps(String message, String kind, String text)
      throws JsonProcessingException {
    assertThat(read(message)).isEqualTo(new SentContent(kind, text));
  }

  @Test
  void isOursIfKindAndTextAreTheSame() throws JsonProcessingException {
    SentContent kept = read("{'conversation':'Hello '}");

    assertThat(kept.isOf(row("text", "Hello"))).isTrue();
    assertThat(kept.isOf(row("text", "hello"))).isFalse();
    assertThat(kept.isOf(row("image", "Hello"))).isFalse();
    assertThat(read("{'reactionMessage':{}}").isOf(row("text", null))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "5511912345678@s.whatsapp.net, 551112345678@s.whatsapp.net, true",
    "5215512345678@s.whatsapp.net, 525512345678@s.whatsapp.net, true",
    "5491112345678@s.whatsapp.net, 541112345678@s.whatsapp.net, true",
    "5511912345678@s.whatsapp.net, 5521912345678@s.whatsapp.net, false",
    "15550100123@s.whatsapp.net, 15550100123@s.whatsapp.net, true",
    "15550100123@s.whatsapp.net, 15550100124@s.whatsapp.net, false",
    "120363000000000001@g.us, 120363000000000002@g.us, false"
  })
  void anAddressMayHaveADigitMoreOrLess(String one, String other, boolean same) {
    assertThat(SentContent.sameChat(one, other)).isEqualTo(same);
    assertThat(SentContent.sameChat(other, one)).isEqualTo(same);
  }

  private static SentContent read(String message) throws JsonProcessingException {
    return SentContent.of(JSON.readTree(message.replace('\'', '"')));
  }

  private static OutgoingRow row(String kind, String text) {
    return new OutgoingRow(
        UUID.randomUUID(),
        "sales",
        "1@s.whatsapp.net",
        kind,
        text,
        null,
        "{}",
        null,
        null,
        null,
        false,
        null,
        false);
  }
}
