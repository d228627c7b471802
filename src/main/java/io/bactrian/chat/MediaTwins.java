package io.bactrian.chat;

import java.util.UUID;

/** Where it is known how media are obtained: two attachments turn out to be of one media file. */
public interface MediaTwins {

  /**
   * One that is not stored takes over the sources that only its twin has, and is tried at once
   * then. The twin, which is dropped afterwards, is asked for no more. In the caller's transaction.
   */
  void unite(UUID kept, UUID twin);
}
