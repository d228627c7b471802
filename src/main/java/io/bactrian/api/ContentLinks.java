package io.bactrian.api;

import java.net.URI;

/** Makes the short-lived addresses under which a stored object can be fetched without our token. */
public interface ContentLinks {

  /**
   * Makes a link to one object.
   *
   * @param objectKey of an object that was stored
   * @param fileName to be offered when saving, as its sender named it and not made safe; may be
   *     null
   * @param mimeType as it was sniffed; may be null. The link's answer must come as an attachment of
   *     a type no browser runs.
   */
  URI link(String objectKey, String fileName, String mimeType);
}
