package io.bactrian.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.Bactrian;
import io.bactrian.flow.ExchangeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads what integration teams edit the way Camel and Karavan will, before either does. Every
 * folder under {@code route-files/bad} breaks one rule, and the file beside it says how.
 */
class RouteFilesTest {

  private static final int FEWEST_ROUTES = 30;
  private static final int MOST_PROPERTIES = 22;
  private static final Path ROUTES = Path.of("routes");
  private static final Path FIXTURES = Path.of("src/test/resources/route-files");
  private static final SpringBeans FIXTURE_BEANS =
      new SpringBeans(
          Map.of("mediaLadder", MediaLadder.class, "stringRedisTemplate", Object.class));

  @Test
  void everyFileOfTheIntegrationIsSound() {
    assertThat(routes().problems(SpringBeans.of("io.bactrian"))).isEmpty();
  }

  @Test
  void theWholeIntegrationIsThere() {
    assertThat(routes().routes()).isGreaterThanOrEqualTo(FEWEST_ROUTES);
  }

  @Test
  void acceptsWhatCamelAndKaravanTake() {
    var folder = RouteFolder.read(FIXTURES.resolve("good"));
    assertThat(folder.files()).hasSizeGreaterThan(3);
    assertThat(folder.problems(FIXTURE_BEANS)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badFolders")
  void says(String rule) throws IOException {
    var expected = Files.readAllLines(FIXTURES.resolve("bad").resolve(rule + ".expected"));
    var folder = RouteFolder.read(FIXTURES.resolve("bad").resolve(rule));
    assertThat(folder.problems(FIXTURE_BEANS)).containsExactlyElementsOf(expected);
  }

  @Test
  void everyPropertyIsNamedAndSetAndRead() {
    var named = ExchangeProperties.of(ExchangeState.class);
    assertThat(named).hasSizeBetween(10, MOST_PROPERTIES);
    assertThat(new ExchangeProperties(routes(), SpringBeans.of("io.bactrian")).problems(named))
        .isEmpty();
  }

  @Test
  void aPropertyThatNobodySetsOrReadsIsFound(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("odd.camel.yaml"),
        """
        - route:
            id: odd
            from:
              uri: direct
              parameters:
                name: odd
              steps:
                - setProperty:
                    name: unread
                    expression:
                      constant:
                        expression: "1"
                - setBody:
                    expression:
                      simple:
                        expression: ${exchangeProperty.unset}
        """);

    assertThat(
            new ExchangeProperties(RouteFolder.read(folder), FIXTURE_BEANS)
                .problems(Set.of("unread", "unset", "idle")))
        .containsExactly(
            "idle: nobody sets it",
            "idle: nobody reads it",
            "unread: nobody reads it",
            "unset: nobody sets it");
  }

  @Test
  void everyRouteSaysItsGroup() {
    assertThat(routes().files().stream().filter(file -> file.content().at("/0/route").isObject()))
        .allSatisfy(
            file ->
                assertThat(file.content().at("/0/route/group").asText())
                    .as(file.fileName())
                    .matches("[a-z]+"));
  }

  @Test
  void findsBeansByTheNamesThatSpringGivesThem() {
    assertThat(SpringBeans.of("io.bactrian").type("bactrian")).contains(Bactrian.class);
  }

  private static RouteFolder routes() {
    return Files.isDirectory(ROUTES)
        ? RouteFolder.read(ROUTES)
        : new RouteFolder(List.of(), List.of());
  }

  private static Stream<String> badFolders() throws IOException {
    try (var entries = Files.list(FIXTURES.resolve("bad"))) {
      return entries
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  /** Stands for a bean that the fixtures call. */
  public static final class MediaLadder {

    public void climb() {}
  }
}
