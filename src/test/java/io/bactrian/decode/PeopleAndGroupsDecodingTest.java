package io.bactrian.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.chat.Incoming;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleAndGroupsDecodingTest {

  private static Decoded decode(String event, String data) throws NotUnderstoodException {
    return WebhookDecoderTest.decode(event, data);
  }

  private static void notUnderstood(String event, String data) {
    assertThatThrownBy(() -> decode(event, data)).isInstanceOf(NotUnderstoodException.class);
  }

  @Nested
  class People {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{'remoteJid':'1:2@c.us','pushName':'N'}            | 1@s.whatsapp.net,,N,,false",
          "{'id':'1@lid','notify':'N','profilePicUrl':null}   | 1@lid,,N,,true",
          "{'id':'1@lid','phoneNumber':'2@s.whatsapp.net'}    | 1@lid,2@s.whatsapp.net,,,false",
          "{'id':'1@lid','lid':'1@lid','profilePicUrl':'u'}   | 1@lid,,,u,true",
          "{'id':'1@lid','imgUrl':'changed'}                  | 1@lid,,,,true",
          "{'id':'2@s.whatsapp.net','lid':'1@lid','name':''}  | 2@s.whatsapp.net,1@lid,,,false"
        })
    void areKnownByWhateverTheWebhookSays(String data, String expected) throws Exception {
      Incoming.Contact contact = (Incoming.Contact) decode("contacts.update", data).items().get(0);

      assertThat(
              String.join(
                  ",",
                  contact.chat(),
                  orEmpty(contact.chatAlt()),
                  orEmpty(contact.name()),
                  orEmpty(contact.pictureUrl()),
                  String.valueOf(contact.pictureGiven())))
          .isEqualTo(expected);
    }

    private static String orEmpty(String text) {
      return text == null ? "" : text;
    }

    @Test
    void withoutJidAreNotUnderstood() {
      notUnderstood("contacts.update", "{'pushName':'N'}");
    }
  }

  @Nested
  class Groups {

    @Test
    void areGroupsByTheirJid() {
      notUnderstood("groups.upsert", "{'id':'100000000000001@lid','subject':'x'}");
    }

    @Test
    void comeInEitherSpellingOfTheEvent() throws Exception {
      for (String event : new String[] {"groups.update", "group.update", "GROUP_UPDATE"}) {
        assertThat(decode(event, "{'id':'1@g.us','subject':'S','desc':'D'}").items())
            .containsExactly(new Incoming.Group("1@g.us", "S", "D", null, null));
      }
    }

    @Test
    void listMembersAsObjectsOrBareJids() throws Exception {
      Incoming.GroupMembers change =
          (Incoming.GroupMembers)
              decode(
                      "group.participants.update",
                      "{'id':'1@g.us','action':'PROMOTE','participants':['1:3@lid','junk',"
                          + "{'id':'2@lid','phoneNumber':'3@c.us','admin':'admin'}]}")
                  .items()
                  .get(0);

      assertThat(change.action()).isEqualTo("promote");
      assertThat(change.members())
          .containsExactly(
              new Incoming.Member("1@lid", null, null, null),
              new Incoming.Member("2@lid", "3@s.whatsapp.net", null, "admin"));
    }

    @Test
    void takeTheirMembersFromTheDetailsIfNoListIsThere() throws Exception {
      Incoming.GroupMembers change =
          (Incoming.GroupMembers)
              decode(
                      "group-participants.update",
                      "{'id':'1@g.us','action':'add','participantsData':[{'jid':'1@lid'}]}")
                  .items()
                  .get(0);

      assertThat(change.members()).extracting(Incoming.Member::jid).containsExactly("1@lid");
    }

    @Test
    void areNotUnderstoodWithoutMembersOrAction() throws Exception {
      notUnderstood("group-participants.update", "{'id':'1@g.us','participants':['1@lid']}");
      notUnderstood("group-participants.update", "{'id':'1@g.us','action':'add'}");
      assertThat(
              decode(
                      "group-participants.update",
                      "{'id':'1@g.us','action':'modify','participants':['1@lid']}")
                  .items())
          .isEmpty();
    }
  }
}
