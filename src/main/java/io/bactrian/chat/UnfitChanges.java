package io.bactrian.chat;

import java.util.UUID;

/** Events that were answered, and of which a part could not be decided on then. */
public interface UnfitChanges {

  /**
   * Parks the event of an edit or a deletion that turned out not to be allowed. In the caller's
   * transaction, as below.
   */
  void park(UUID event, String reason);

  /** Takes a parked event in again, now that there is what it waited for. */
  void tryAgain(UUID event);
}
