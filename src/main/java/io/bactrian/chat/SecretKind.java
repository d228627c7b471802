package io.bactrian.chat;

/** What is said of a message encrypted with that message's own secret. */
public enum SecretKind {
  EDIT("Message Edit", null),
  EVENT_EDIT("Event Edit", null),
  VOTE("Poll Vote", "vote"),
  EVENT_ANSWER("Event Response", "answer"),
  REACTION("Enc Reaction", "reaction"),
  COMMENT("Enc Comment", "comment");

  private final String label;
  private final String messageKind;

  SecretKind(String label, String messageKind) {
    this.label = label;
    this.messageKind = messageKind;
  }

  /** The word for it in the derivation of its key. */
  public String label() {
    return label;
  }

  /** The kind of the message that it is to a reader of the chat; null if it changes another one. */
  public String messageKind() {
    return messageKind;
  }

  public boolean edits() {
    return messageKind == null;
  }
}
