package io.bactrian.chat;

import java.util.List;

/**
 * How far a message has come. Webhooks arrive in any order, so two statuses merge to the further
 * one, whichever came first: the order of the constants is the order of progress.
 *
 * <p>FAILED stands behind PENDING, or a refused message would stay pending for ever; it stands
 * before SENT, since an acknowledgement proves that the message left after all. Not so with Meta's
 * Cloud API: Meta takes a message, says that it is sent, and then that it failed.
 */
public enum MessageStatus {
  PENDING,
  FAILED,
  SENT,
  DELIVERED,
  READ,
  PLAYED;

  /** With what the ids begin that Meta's Cloud API gives. */
  private static final String METAS = "wamid.";

  /** The order of progress of a message with that id. */
  static List<MessageStatus> order(String whatsappId) {
    return whatsappId != null && whatsappId.startsWith(METAS)
        ? List.of(PENDING, SENT, FAILED, DELIVERED, READ, PLAYED)
        : List.of(values());
  }

  /** The further of the two for a message of that id; null counts as nothing known. */
  MessageStatus merge(MessageStatus other, String whatsappId) {
    List<MessageStatus> order = order(whatsappId);
    return other != null && order.indexOf(other) > order.indexOf(this) ? other : this;
  }

  /** The further of the two; null counts as nothing known. */
  public MessageStatus merge(MessageStatus other) {
    return merge(other, null);
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
