package io.bactrian.chat;

import java.util.UUID;

/**
 * Where edits and deletions go that turn out not to be allowed after their webhook was answered.
 */
public interface UnfitChanges {

  /** Parks the event that brought one, in the caller's transaction. */
  void park(UUID event, String reason);
}
