package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class PackagedJarFault extends FaultTest {

  @Test
  void thePackagedJarStoresAMediaAndMakesItsThumbnailOnRealServers() throws IOException {
    HubProcess hub = packagedHub().start();
    FaultReport.line(
        "start of the packaged jar on real servers: %.1f s", hub.startTime().toMillis() / 1e3);
    assertThat(deliveries.deliver(hub.client(), webhooks.images(1))).isEmpty();
    await("thumbnail")
        .atMost(PATIENCE)
        .until(() -> count("select count(*) from derivative where state = 'MADE'") == 1);
    finish(hub).checkAllStored();
  }

  @Test
  void thePackagedJarHasNoEmbeddedServerAndNoStandIn() throws IOException {
    Path jar = PackagedJar.required(label());
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.stream().map(JarEntry::getName))
          .contains("BOOT-INF/classes/io/bactrian/Bactrian.class")
          .noneMatch(
              name -> name.matches(".*(stand-?in/|qpid|s3proxy|embedded-(redis|postgres)).*"));
    }
  }
}
