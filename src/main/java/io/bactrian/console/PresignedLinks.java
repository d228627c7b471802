package io.bactrian.console;

import io.bactrian.media.ObjectStorage;
import java.net.URI;
import org.springframework.stereotype.Component;

/** Links that the object storage itself answers. */
@Component
class PresignedLinks implements ContentLinks {

  private final ObjectStorage storage;

  PresignedLinks(ObjectStorage storage) {
    this.storage = storage;
  }

  @Override
  public URI link(String objectKey, String fileName, String mimeType) {
    return storage.presign(objectKey, fileName, mimeType);
  }
}
