package io.bactrian.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.Actor.Source;
import io.bactrian.chat.Authorship.Facts;
import io.bactrian.chat.Authorship.Rank;
import io.bactrian.chat.Authorship.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may edit and revoke, for all that can be known of the message and of who does it. */
class AuthorshipTest {

  /** The first columns: whose word, from me, then: message is ours, who does it wrote it. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "?",
      value = {
        "SENDER,  true,  true,  ?, ALLOWED, ALLOWED",
        "SENDER,  true,  false, ?, REFUSED, REFUSED",
        "SENDER,  false, true,  ?, REFUSED, REFUSED",
        "SENDER,  false, false, ?, ALLOWED, ALLOWED",
        "CONTENT, false, true,  ?, REFUSED, REFUSED",
        "CONTENT, false, false, ?, ALLOWED, ALLOWED",
        "CONTENT, true,  true,  ?, ALLOWED, ALLOWED",
        "CONTENT, true,  false, ?, ALLOWED, ALLOWED",
        "API,     true,  true,  ?, ALLOWED, ALLOWED",
        "API,     false, true,  ?, ALLOWED, REFUSED",
        "API,     true,  false, ?, REFUSED, REFUSED"
      })
  void inAChatOfTwo(
      Source source, boolean fromMe, boolean ours, Boolean author, Verdict edit, Verdict revoke) {
    Facts facts = new Facts(ours, false, false, author, null, false, Rank.UNKNOWN);

    assertThat(Authorship.mayEdit(facts, actor(source, fromMe))).isEqualTo(edit);
    assertThat(Authorship.mayRevoke(facts, actor(source, fromMe))).isEqualTo(revoke);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "?",
      value = {
        "SENDER,  true,  true,  ?,     MEMBER,  ALLOWED, ALLOWED",
        "SENDER,  true,  false, false, UNKNOWN, REFUSED, ALLOWED",
        "SENDER,  false, false, true,  MEMBER,  ALLOWED, ALLOWED",
        "SENDER,  false, false, false, MEMBER,  REFUSED, REFUSED",
        "SENDER,  false, false, false, ADMIN,   REFUSED, ALLOWED",
        "SENDER,  false, false, false, UNKNOWN, REFUSED, UNKNOWN_RANK",
        "SENDER,  false, false, ?,     UNKNOWN, REFUSED, UNKNOWN_RANK",
        "SENDER,  false, true,  ?,     ADMIN,   REFUSED, ALLOWED",
        "SENDER,  false, true,  ?,     MEMBER,  REFUSED, REFUSED",
        "CONTENT, false, false, true,  MEMBER,  ALLOWED, ALLOWED",
        "CONTENT, false, false, false, ADMIN,   REFUSED, REFUSED",
        "CONTENT, false, false, ?,     ADMIN,   REFUSED, REFUSED",
        "CONTENT, true,  false, false, ADMIN,   REFUSED, REFUSED",
        "CONTENT, false, true,  ?,     ADMIN,   REFUSED, REFUSED",
        "API,     false, false, false, ADMIN,   REFUSED, ALLOWED"
      })
  void inAGroup(
      Source source,
      boolean fromMe,
      boolean ours,
      Boolean author,
      Rank rank,
      Verdict edit,
      Verdict revoke) {
    Facts facts = new Facts(ours, true, true, author, null, false, rank);

    assertThat(Authorship.mayEdit(facts, actor(source, fromMe))).isEqualTo(edit);
    assertThat(Authorship.mayRevoke(facts, actor(source, fromMe))).isEqualTo(revoke);
  }

  @Test
  void whoNamesOurAccountAsTheChatIsNotWe() {
    Facts ours = new Facts(true, false, false, null, null, true, Rank.UNKNOWN);

    assertThat(Authorship.mayEdit(ours, actor(Source.CONTENT, true))).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void aMemberWhoIsKnownNotToBeUsDoesNotChangeOurs() {
    Facts ours = new Facts(true, true, true, false, false, false, Rank.MEMBER);

    assertThat(Authorship.mayEdit(ours, actor(Source.CONTENT, true))).isEqualTo(Verdict.REFUSED);
  }

  @Test
  void whatNamesNobodyInAGroupIsItsWritersOwn() {
    Facts theirs = new Facts(false, true, false, null, null, false, Rank.UNKNOWN);

    assertThat(Authorship.mayEdit(theirs, actor(Source.CONTENT, true))).isEqualTo(Verdict.ALLOWED);
  }

  private static Actor actor(Source source, boolean fromMe) {
    return new Actor(source, fromMe, null, null, null);
  }
}
