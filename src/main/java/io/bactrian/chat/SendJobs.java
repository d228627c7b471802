package io.bactrian.chat;

import java.util.UUID;

/** Where it is known how messages are sent: one that was taken to have left may not have. */
public interface SendJobs {

  /**
   * What was taken for a webhook of this message was another's. If it had been given up before, it
   * is so again; else it is found out whether it left. In the caller's transaction, which owns the
   * chat.
   */
  void reopen(UUID message);

  /** What waits to be sent to either conversation stands in one line, the second's, from now on. */
  void join(UUID from, UUID to);
}
