package io.bactrian.chat;

/**
 * Who may edit and who may revoke a message: a person edits and revokes what that person wrote, and
 * an admin revokes what others wrote in the group. The one place in which this is decided.
 */
final class Authorship {

  /** What the rule says. */
  enum Verdict {
    ALLOWED,
    REFUSED,
    /** It depends on who is an admin of the group, which is not known yet. */
    UNKNOWN_RANK
  }

  /** What a person is in a group. */
  enum Rank {
    ADMIN,
    MEMBER,
    UNKNOWN
  }

  /**
   * What is known of the message and of who changes it.
   *
   * @param ours whether our account wrote the message
   * @param shared whether its chat has more writers than two: a group, a status
   * @param named whether the change names who makes it, beyond {@code fromMe}
   * @param author whether who makes it wrote the message; null if that can't be told
   * @param us whether who makes it is our account; null if that can't be told
   * @param chatIsUs whether the change names our own account as the chat, as others see it
   * @param rank what who makes it is in the group
   */
  record Facts(
      boolean ours,
      boolean shared,
      boolean named,
      Boolean author,
      Boolean us,
      boolean chatIsUs,
      Rank rank) {}

  private Authorship() {}

  static Verdict mayEdit(Facts facts, Actor actor) {
    return switch (actor.source()) {
      case SENDER -> allowed(actor.fromMe() ? facts.ours() : theirOwn(facts));
      case CONTENT -> allowed(contentFits(facts, actor.fromMe()));
      case API -> allowed(facts.ours());
    };
  }

  static Verdict mayRevoke(Facts facts, Actor actor) {
    return switch (actor.source()) {
      case SENDER -> actor.fromMe() ? allowed(facts.ours() || facts.shared()) : others(facts);
      case CONTENT -> allowed(contentFits(facts, actor.fromMe()));
      case API -> allowed(facts.ours() == actor.fromMe());
    };
  }

  private static Verdict others(Facts facts) {
    if (theirOwn(facts)) {
      return Verdict.ALLOWED;
    }
    if (!facts.shared() || facts.rank() == Rank.MEMBER) {
      return Verdict.REFUSED;
    }
    return facts.rank() == Rank.ADMIN ? Verdict.ALLOWED : Verdict.UNKNOWN_RANK;
  }

  private static boolean theirOwn(Facts facts) {
    return !facts.ours() && (!facts.shared() || Boolean.TRUE.equals(facts.author()));
  }

  /**
   * Nobody vouches for who sent it. So it must not contradict what is known: "from me" is the word
   * of its writer, who may be we or they, and with "not from me" it can't be about our message.
   */
  private static boolean contentFits(Facts facts, boolean fromMe) {
    if (!fromMe || facts.chatIsUs()) {
      return theirOwn(facts);
    }
    if (facts.ours()) {
      return !Boolean.FALSE.equals(facts.us());
    }
    return !facts.shared() || !facts.named() || Boolean.TRUE.equals(facts.author());
  }

  private static Verdict allowed(boolean allowed) {
    return allowed ? Verdict.ALLOWED : Verdict.REFUSED;
  }
}
