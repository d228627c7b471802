package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.Jid;
import io.bactrian.webhook.WebhookEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One spelling for one event and for one address. */
class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "messages.upsert,           messages.upsert",
    "MESSAGES_UPSERT,           messages.upsert",
    "messages-upsert,           messages.upsert",
    "Messages.Upsert,           messages.upsert",
    "group.participants.update, group-participants.update",
    "GROUP_PARTICIPANTS_UPDATE, group-participants.update",
    "group-participants-update, group-participants.update",
    "MOON_LANDING,              moon.landing",
    "' ',                       ",
    ",                          "
  })
  void eventsHaveOneName(String given, String expected) {
    assertThat(WebhookEvent.normalise(given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "15550100123@s.whatsapp.net,      15550100123@s.whatsapp.net",
    "15550100123@c.us,                15550100123@s.whatsapp.net",
    "15550100123:12@s.whatsapp.net,   15550100123@s.whatsapp.net",
    "15550100123_1:12@s.whatsapp.net, 15550100123@s.whatsapp.net",
    "100000000000001:3@lid,           100000000000001@lid",
    "120363000000000001@g.us,         120363000000000001@g.us",
    "15550100123-1500000000@g.us,     15550100123-1500000000@g.us",
    "status@broadcast,                status@broadcast",
    "120363000000000009@newsletter,   120363000000000009@newsletter",
    "15550100123@S.WhatsApp.net,      15550100123@s.whatsapp.net",
    "BR.13491Abc:2@S.WhatsApp.net,    BR.13491Abc@s.whatsapp.net",
    "15550100123,                     ",
    "@s.whatsapp.net,                 ",
    "not a jid @@,                    ",
    "15550100123@evil.example,        ",
    "1@s.whatsapp.net@g.us,           ",
    "../x@g.us,                       ",
    ",                                "
  })
  void addressesHaveOneSpelling(String given, String expected) {
    assertThat(Jid.normalise(given)).isEqualTo(expected);
  }
}
