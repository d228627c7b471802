package io.bactrian.chat;

/**
 * Who edits or revokes a message, as far as a webhook tells.
 *
 * @param source whose word it is
 * @param fromMe what the key says: of {@link Source#SENDER} whether our account does it, of {@link
 *     Source#API} whether the message is ours, of {@link Source#CONTENT} that the message is the
 *     writer's own, from the point of view of whoever wrote the key
 * @param jid who does it in a group, or null
 * @param alt the other identity of the same person, or null
 * @param self the instance's own JID, or null
 */
public record Actor(Source source, boolean fromMe, String jid, String alt, String self) {

  /** Where it is said. */
  public enum Source {
    /** WhatsApp itself names who sent the change. */
    SENDER,
    /** Only the change's content, which whoever sent it wrote: nothing else came with it. */
    CONTENT,
    /** Evolution made the change itself, asked for by its API; the key is the message's own. */
    API
  }

  /** As WhatsApp names the sender in the key of what carries the change. */
  public static Actor sender(MessageKey key, String self) {
    return of(Source.SENDER, key, self);
  }

  /** As the change's own key has it. */
  public static Actor content(MessageKey key, String self) {
    return of(Source.CONTENT, key, self);
  }

  /** Our account, by Evolution's API, on the message of that key. */
  public static Actor api(MessageKey key, String self) {
    return of(Source.API, key, self);
  }

  private static Actor of(Source source, MessageKey key, String self) {
    return new Actor(source, key.fromMe(), key.participant(), key.participantAlt(), self);
  }
}
