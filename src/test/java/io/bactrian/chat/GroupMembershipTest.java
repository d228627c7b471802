package io.bactrian.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.Incoming.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupMembershipTest {

  private static final Member ALICE = new Member("1@lid", "101@s.whatsapp.net", "Alice", "admin");
  private static final Member BOB = new Member("2@lid", null, null, null);

  @Test
  void whoJoinsComesLast() {
    assertThat(GroupMembership.apply(List.of(ALICE), "add", List.of(BOB)))
        .containsExactly(ALICE, BOB);
  }

  @Test
  void whoJoinsTwiceIsThereOnce() {
    assertThat(GroupMembership.apply(List.of(ALICE, BOB), "add", List.of(BOB)))
        .containsExactly(ALICE, BOB);
  }

  @Test
  void whoLeavesIsGone() {
    assertThat(GroupMembership.apply(List.of(ALICE, BOB), "remove", List.of(jid("1@lid"))))
        .containsExactly(BOB);
  }

  @Test
  void whoLeavesUnderThePhoneIsGone() {
    Member byPhone = jid("101@s.whatsapp.net");

    assertThat(GroupMembership.apply(List.of(ALICE, BOB), "remove", List.of(byPhone)))
        .containsExactly(BOB);
  }

  @Test
  void whoIsKnownByPhoneIsNotThereTwiceUnderTheLid() {
    Member byPhone = new Member("101@s.whatsapp.net", null, "Alice", null);

    assertThat(GroupMembership.apply(List.of(byPhone), "promote", List.of(ALICE)))
        .containsExactly(ALICE);
  }

  @Test
  void whoLeavesTwiceChangesNothing() {
    assertThat(GroupMembership.apply(List.of(ALICE), "remove", List.of(BOB)))
        .containsExactly(ALICE);
  }

  @Test
  void whoIsPromotedKeepsNameAndPlace() {
    Member bob = new Member("2@lid", "102@s.whatsapp.net", "Bob", null);

    assertThat(GroupMembership.apply(List.of(bob, ALICE), "promote", List.of(jid("2@lid"))))
        .containsExactly(new Member("2@lid", "102@s.whatsapp.net", "Bob", "admin"), ALICE);
  }

  @Test
  void whoIsDemotedIsAnOrdinaryMember() {
    assertThat(GroupMembership.apply(List.of(ALICE), "demote", List.of(jid("1@lid"))))
        .containsExactly(new Member("1@lid", "101@s.whatsapp.net", "Alice", null));
  }

  @Test
  void whoWasNotKnownIsThereAfterAPromotion() {
    assertThat(GroupMembership.apply(List.of(), "promote", List.of(BOB)))
        .containsExactly(new Member("2@lid", null, null, "admin"));
  }

  @Test
  void aNewNameReplacesTheOldOne() {
    Member renamed = new Member("1@lid", null, "Alice B.", "admin");

    assertThat(GroupMembership.apply(List.of(ALICE), "add", List.of(renamed)))
        .containsExactly(new Member("1@lid", "101@s.whatsapp.net", "Alice B.", "admin"));
  }

  @Test
  void aWholeListKeepsTheNamesItDoesNotTell() {
    assertThat(
            GroupMembership.listed(
                List.of(ALICE, BOB), List.of(new Member("1@lid", null, null, "superadmin"))))
        .containsExactly(new Member("1@lid", "101@s.whatsapp.net", "Alice", "superadmin"));
  }

  private static Member jid(String jid) {
    return new Member(jid, null, null, null);
  }
}
