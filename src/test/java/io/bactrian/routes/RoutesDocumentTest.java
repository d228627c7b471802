package io.bactrian.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/ROUTES.md says what the routes say; {@code -Droutes.document=write} makes it again. */
class RoutesDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/ROUTES.md");

  private static String made;

  @BeforeAll
  static void make() {
    made =
        new RoutesDocument(
                RouteFolder.read(Path.of("routes")),
                SpringBeans.of("io.bactrian"),
                new BeanProperties())
            .text();
  }

  @Test
  void itIsUpToDate() throws IOException {
    if (System.getProperty("routes.document", "").equals("write")) {
      Files.writeString(DOCUMENT, made);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("make it again: mvn test -Dtest=RoutesDocumentTest -Droutes.document=write")
        .isEqualTo(made);
  }

  @Test
  void itKnowsWhatBeansSetAndRead() {
    assertThat(made)
        .contains("| `call` | call-evolution (`evolutionCalls.apply`) | call-evolution, fail-job |")
        .containsPattern("\\| `attempt` \\|.*`mediaLadder.open`.*\\| .*settle-media");
  }
}
