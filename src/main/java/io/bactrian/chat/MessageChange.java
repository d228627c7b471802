package io.bactrian.chat;

import java.time.Instant;

/**
 * A message is edited or revoked.
 *
 * @param whatsappId of the message
 * @param actor who does it
 * @param deletes whether it is revoked, else it gets a new text
 * @param text the new text
 * @param at when it was done
 */
public record MessageChange(
    String whatsappId, Actor actor, boolean deletes, String text, Instant at) {

  /** An edit, whose time may be missing in the webhook. */
  public static MessageChange of(Incoming.Edit edit, Instant now) {
    Instant at = edit.at() == null ? now : edit.at();
    return new MessageChange(edit.key().id(), edit.actor(), false, edit.text(), at);
  }

  /** A deletion, of which no webhook tells the time. */
  public static MessageChange of(Incoming.Deletion deletion, Instant now) {
    return new MessageChange(deletion.key().id(), deletion.actor(), true, null, now);
  }
}
