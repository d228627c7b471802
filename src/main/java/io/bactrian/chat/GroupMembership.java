package io.bactrian.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the members of a group change. */
final class GroupMembership {

  private GroupMembership() {}

  /** The members after an action (add, remove, promote, demote) on some of them. */
  static List<Incoming.Member> apply(
      List<Incoming.Member> known, String action, List<Incoming.Member> affected) {
    Map<String, Incoming.Member> members = new LinkedHashMap<>();
    known.forEach(member -> members.put(member.jid(), member));
    for (Incoming.Member member : affected) {
      Incoming.Member before = members.get(member.jid());
      switch (action) {
        case "remove" -> members.remove(member.jid());
        case "promote" -> members.put(member.jid(), ranked(before, member, "admin"));
        case "demote" -> members.put(member.jid(), ranked(before, member, null));
        default -> members.put(member.jid(), ranked(before, member, member.admin()));
      }
    }
    return List.copyOf(members.values());
  }

  private static Incoming.Member ranked(Incoming.Member before, Incoming.Member now, String admin) {
    Incoming.Member base = before == null ? now : before;
    return new Incoming.Member(
        now.jid(),
        now.phone() == null ? base.phone() : now.phone(),
        now.name() == null ? base.name() : now.name(),
        admin);
  }
}
