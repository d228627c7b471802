package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredMediaIT extends HubTest {

  @Test
  void anEncryptedImageIsStoredAndCanBeDownloaded() {
    JsonNode answer =
        hub.post(sample("05c-image-encrypted-evo-ge-2.3.6-indexed-bytes-long-objects.json"));

    assertThat(answer.path("status").asText()).isEqualTo("accepted");
    JsonNode attachment = hub.attachment(instance, "STORED");
    assertThat(attachment.path("sha256").asText())
        .isEqualTo("bf0996c8a2d4a2e9a0de64748a743de74b3c78d1809e0102a850c3dc059548da");
    assertThat(hub.content(UUID.fromString(attachment.path("id").asText())))
        .isEqualTo(Webhooks.bytes("media/image.jpg"));
  }
}
