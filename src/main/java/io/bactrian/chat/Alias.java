package io.bactrian.chat;

import java.util.Optional;

/** Two names of one person. */
public record Alias(String lid, String phone) {

  /** The pair in either order; empty if it is not a LID and a phone. */
  public static Optional<Alias> of(String one, String other) {
    String lid = Jid.isLid(one) ? one : other;
    String phone = Jid.isPhone(one) ? one : other;
    return Jid.isLid(lid) && Jid.isPhone(phone)
        ? Optional.of(new Alias(lid, phone))
        : Optional.empty();
  }

  /** The pair that a group's member is known by. */
  public static Optional<Alias> of(Incoming.Member member) {
    return of(member.jid(), member.phone());
  }
}
