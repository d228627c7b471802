package io.bactrian.api;

import io.bactrian.storage.ObjectStorage;
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
