package io.bactrian.send;

/**
 * How far the search for a message that may have left has come.
 *
 * @param page that is asked for next; 0 once there is none
 * @param whatsappId of the message if it was found, else null
 * @param chat its address there, or null where that is hidden
 * @param keeps whether Evolution was seen to keep messages at all
 * @param doubtful whether a message was seen that may be ours, in a chat whose phone is hidden
 * @param unanswered why Evolution could not be asked to the end, or null
 */
public record SendSearch(
    int page, String whatsappId, String chat, boolean keeps, boolean doubtful, String unanswered) {

  static final SendSearch BEGIN = new SendSearch(1, null, null, false, false, null);

  /** Whether there is a page to ask for. */
  public boolean more() {
    return page > 0;
  }

  SendSearch found(String id, String address) {
    return new SendSearch(0, id, address, true, false, null);
  }

  SendSearch doubt() {
    return new SendSearch(page, null, null, keeps, true, null);
  }

  SendSearch read(boolean any, boolean last) {
    return new SendSearch(last ? 0 : page + 1, null, null, keeps || any, doubtful, null);
  }

  SendSearch unanswered(String reason) {
    return new SendSearch(0, null, null, keeps, doubtful, reason);
  }
}
