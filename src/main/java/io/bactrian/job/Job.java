package io.bactrian.job;

import java.time.Instant;
import java.util.UUID;

/**
 * A claimed job: its holder alone works on it until it says done, retry or park. A claim that was
 * lost to another copy, since this one was presumed dead, says none of these any more.
 *
 * @param subject id of what it is about: an event, a message, an attachment or a conversation
 * @param attempts attempts spent before this one
 * @param expiresAt when its source expires, or null
 * @param replayedAt when somebody put it back after it was parked, or null
 * @param claim who holds it
 */
public record Job(
    UUID id,
    String kind,
    UUID subject,
    int attempts,
    Instant expiresAt,
    Instant replayedAt,
    Claim claim) {

  public JobRef ref() {
    return new JobRef(id, kind);
  }
}
