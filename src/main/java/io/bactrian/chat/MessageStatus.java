package io.bactrian.chat;

/**
 * How far a message has come. Webhooks arrive in any order, so two statuses merge to the further
 * one, whichever came first: the order of the constants is the order of progress.
 *
 * <p>FAILED stands behind PENDING, or a refused message would stay pending for ever; it stands
 * before SENT, since an acknowledgement proves that the message left after all.
 */
public enum MessageStatus {
  PENDING,
  FAILED,
  SENT,
  DELIVERED,
  READ,
  PLAYED;

  /** The further of the two; null counts as nothing known. */
  public MessageStatus merge(MessageStatus other) {
    return other != null && other.compareTo(this) > 0 ? other : this;
  }

  /**
   * Reads Evolution's name of a status, Baileys' number, or the word of Meta's Cloud API.
   *
   * @return null for what is no status of progress (unknown names, {@code DELETED})
   */
  public static MessageStatus fromEvolution(String status) {
    if (status == null) {
      return null;
    }
    return switch (status) {
      case "ERROR", "FAILED", "0" -> FAILED;
      case "PENDING", "1" -> PENDING;
      case "SERVER_ACK", "SENT", "2" -> SENT;
      case "DELIVERY_ACK", "DELIVERED", "3" -> DELIVERED;
      case "READ", "4" -> READ;
      case "PLAYED", "5" -> PLAYED;
      default -> null;
    };
  }
}
