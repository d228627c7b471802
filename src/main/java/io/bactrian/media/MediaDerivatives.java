package io.bactrian.media;

import io.bactrian.job.JobRef;
import java.util.Optional;
import java.util.UUID;

/** Where it is known what is made of a media file once it is stored. */
public interface MediaDerivatives {

  /**
   * Opens the job of an attachment's derivatives, in the caller's transaction.
   *
   * @return the job, to be published after the commit; empty if there is none
   */
  Optional<JobRef> request(UUID attachment);
}
