package io.bactrian.media;

import java.util.UUID;

/** Where it is known what is made of a media file once it is stored. */
public interface MediaDerivatives {

  /**
   * Opens the job of an attachment's derivatives, if there are any, in the caller's transaction.
   */
  void request(UUID attachment);
}
