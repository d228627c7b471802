package io.bactrian.api;

import java.util.Optional;
import java.util.UUID;

/** Puts parked jobs back to work. */
public interface Replay {

  /**
   * Puts back what is parked under an id.
   *
   * @param id of the job, or of its subject (event, attachment, message, conversation)
   * @return id of the job, or empty if nothing is parked under that id
   */
  Optional<UUID> replay(UUID id);

  /**
   * Puts back all parked jobs of a kind.
   *
   * @param kind null for every kind
   * @return how many
   */
  int replayAll(String kind);
}
