package io.bactrian.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void theJarsBillOfMaterialsNamesEveryLibraryInItAndNoOther() throws IOException {
    Path jar = PackagedJar.required(label());
    try (JarFile file = new JarFile(jar.toFile())) {
      JarEntry entry = file.getJarEntry("META-INF/sbom/application.cdx.json");
      assumeTrue(
          entry != null || System.getenv("CI") != null,
          "no bill of materials in the jar: mvn package, without -DskipTests");
      List<String> named = new ArrayList<>();
      try (InputStream bill = file.getInputStream(entry)) {
        for (JsonNode each : new ObjectMapper().readTree(bill).path("components")) {
          // Starters are empty, so that Boot leaves them out.
          if (!each.path("scope").asText().equals("optional")
              && !each.path("name").asText().startsWith("spring-boot-starter")) {
            named.add(
                "%s-%s.jar".formatted(each.path("name").asText(), each.path("version").asText()));
          }
        }
      }
      assertThat(
              file.stream()
                  .map(JarEntry::getName)
                  .filter(name -> name.matches("BOOT-INF/lib/.+\\.jar"))
                  .map(name -> name.substring("BOOT-INF/lib/".length()))
                  // Boot adds it when it packages.
                  .filter(name -> !name.startsWith("spring-boot-jarmode-tools-")))
          .hasSizeGreaterThan(100)
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }
}
