package io.bactrian.chat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How the members of a group change. */
final class GroupMembership {

  private GroupMembership() {}

  /** The members after an action (add, remove, promote, demote) on some of them. */
  static List<Incoming.Member> apply(
      List<Incoming.Member> known, String action, List<Incoming.Member> affected) {
    Map<String, Incoming.Member> members = new LinkedHashMap<>();
    known.forEach(member -> members.put(member.jid(), member));
    for (Incoming.Member member : affected) {
      Incoming.Member before = find(members.values(), member);
      String place = before == null ? member.jid() : before.jid();
      switch (action) {
        case "remove" -> members.remove(place);
        case "promote" -> members.put(place, ranked(before, member, "admin"));
        case "demote" -> members.put(place, ranked(before, member, null));
        default -> members.put(place, ranked(before, member, member.admin()));
      }
    }
    return List.copyOf(members.values());
  }

  /** The members as a whole list names them; names it does not tell are kept. */
  static List<Incoming.Member> listed(List<Incoming.Member> known, List<Incoming.Member> now) {
    return now.stream().map(member -> ranked(find(known, member), member, member.admin())).toList();
  }

  /** A member may be known by LID and named by phone, or the other way round. */
  private static Incoming.Member find(Collection<Incoming.Member> members, Incoming.Member wanted) {
    return members.stream()
        .filter(
            member ->
                Objects.equals(member.jid(), wanted.jid())
                    || Objects.equals(member.phone(), wanted.jid())
                    || Objects.equals(member.jid(), wanted.phone()))
        .findFirst()
        .orElse(null);
  }

  private static Incoming.Member ranked(Incoming.Member before, Incoming.Member now, String admin) {
    Incoming.Member base = before == null ? now : before;
    String phone = now.phone() == null ? base.phone() : now.phone();
    return new Incoming.Member(
        Jid.isLid(base.jid()) ? base.jid() : now.jid(),
        phone,
        now.name() == null ? base.name() : now.name(),
        admin);
  }
}
