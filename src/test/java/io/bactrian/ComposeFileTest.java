package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml names elsewhere in the project, and who else names its servers. */
class ComposeFileTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final JsonNode COMPOSE = read(Path.of("docker-compose.yml"));
  private static final Pattern SECRET =
      Pattern.compile("\\$\\{(\\w+_(?:PASSWORD|TOKEN|KEY|SECRET))(:?.)");
  private static final Path GRAFANA = Path.of("deploy", "grafana", "provisioning");

  @Test
  void everyMountedFileIsThere() {
    List<String> mounted = new ArrayList<>();
    COMPOSE
        .path("services")
        .forEach(
            service ->
                service
                    .path("volumes")
                    .forEach(
                        volume -> {
                          if (volume.asText().startsWith("./")) {
                            mounted.add(volume.asText().split(":", -1)[0]);
                          }
                        }));

    assertThat(mounted)
        .hasSizeGreaterThan(3)
        .allSatisfy(file -> assertThat(Path.of(file)).exists());
  }

  @Test
  void prometheusKnowsItsRulesAndAsksServicesOfTheComposeFile() throws IOException {
    Path folder = Path.of(source("prometheus", "/etc/prometheus"));
    JsonNode settings = read(folder.resolve("prometheus.yml"));

    assertThat(texts(settings.path("rule_files")))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(folder.resolve(file)).exists());
    List<String> asked = new ArrayList<>();
    for (JsonNode job : settings.path("scrape_configs")) {
      job.path("dns_sd_configs").forEach(each -> asked.addAll(texts(each.path("names"))));
      job.path("static_configs")
          .forEach(
              each ->
                  texts(each.path("targets"))
                      .forEach(target -> asked.add(target.split(":", -1)[0])));
    }
    assertThat(asked)
        .contains("hub", "rabbitmq")
        .allSatisfy(host -> assertThat(COMPOSE.path("services").has(host)).isTrue());
  }

  @Test
  void grafanaFindsPrometheusAndTheDashboard() {
    assertThat(Path.of(source("grafana", "/etc/grafana/provisioning"))).isEqualTo(GRAFANA);
    JsonNode prometheus = read(GRAFANA.resolve("datasources/prometheus.yaml")).at("/datasources/0");
    JsonNode dashboards = read(GRAFANA.resolve("dashboards/bactrian.yaml")).at("/providers/0");

    assertThat(prometheus.path("type").asText()).isEqualTo("prometheus");
    assertThat(COMPOSE.path("services").has(URI.create(prometheus.path("url").asText()).getHost()))
        .isTrue();
    assertThat(source("grafana", dashboards.at("/options/path").asText() + "/bactrian.json"))
        .isEqualTo("deploy/grafana/bactrian.json");
  }

  @Test
  void theWorkflowTestsOnTheSameServers() {
    Map<String, String> tested = new TreeMap<>();
    read(Path.of(".github", "workflows", "ci.yml"))
        .at("/jobs/servers/services")
        .properties()
        .forEach(
            service -> tested.put(service.getKey(), service.getValue().path("image").asText()));

    assertThat(tested).containsOnlyKeys("postgres", "rabbitmq", "redis");
    // The management page is nothing that a test asks.
    tested.forEach(
        (service, image) ->
            assertThat(
                    COMPOSE
                        .at("/services/" + service + "/image")
                        .asText()
                        .replace("-management", ""))
                .isEqualTo(image));
  }

  @Test
  void everyImageAndEveryActionHasItsVersion() throws IOException {
    COMPOSE
        .path("services")
        .forEach(
            service ->
                assertThat(service.path("image").asText())
                    .matches("[^:$]+:v?\\d[\\w.-]*|\\$\\{\\w+:-[^:]+:[^:]+}"));
    try (Stream<Path> workflows = Files.list(Path.of(".github", "workflows"))) {
      assertThat(workflows.flatMap(ComposeFileTest::lines).filter(line -> line.contains("uses:")))
          .isNotEmpty()
          .allMatch(line -> line.matches(".*uses: [\\w/-]+@[0-9a-f]{40} # v[0-9.]+"));
    }
  }

  @Test
  void everyServiceIsConfined() {
    Map<String, JsonNode> services = services();

    assertThat(services)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            (name, service) -> {
              assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
              assertThat(texts(service.path("security_opt")))
                  .containsExactly("no-new-privileges:true");
              assertThat(service.has("cap_add") || service.has("privileged")).isFalse();
              // Its image writes to the folder of its own program.
              assertThat(service.path("read_only").asBoolean())
                  .isEqualTo(!name.equals("evolution"));
              assertThat(service.path("networks")).isNotEmpty();
            });
  }

  @Test
  void evolutionHasNoSecretOfTheHubButTheKeyThatBothKnow() {
    List<String> known = variables(COMPOSE.at("/services/evolution/environment"));
    for (String other : List.of("hub", "rabbitmq", "s3", "proxy")) {
      assertThat(variables(COMPOSE.at("/services/" + other + "/environment")))
          .filteredOn(known::contains)
          .isSubsetOf("EVOLUTION_API_KEY");
    }
    // Of the servers it shares it knows one user's password each, and no superuser's.
    assertThat(known)
        .contains("EVOLUTION_POSTGRES_PASSWORD", "EVOLUTION_REDIS_PASSWORD")
        .doesNotContain("POSTGRES_ADMIN_PASSWORD", "POSTGRES_PASSWORD", "REDIS_PASSWORD");
    assertThat(variables(COMPOSE.at("/services/hub/environment")))
        .contains("POSTGRES_PASSWORD", "REDIS_PASSWORD")
        .doesNotContain("POSTGRES_ADMIN_PASSWORD");
    assertThat(COMPOSE.at("/services/evolution/environment").toString())
        .contains("postgresql://evolution:", "@postgres:5432/evolution?", "redis://evolution:");
  }

  @Test
  void networksLetEvolutionReachTheHubTheProxyAndTheTwoServersItUses() {
    List<String> own = texts(COMPOSE.at("/services/evolution/networks"));

    assertThat(
            services().entrySet().stream()
                .filter(
                    each ->
                        texts(each.getValue().path("networks")).stream().anyMatch(own::contains))
                .map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("evolution", "stand-in", "hub", "proxy", "postgres", "redis");
    assertThat(COMPOSE.at("/networks/data/internal").asBoolean()).isTrue();
    assertThat(COMPOSE.at("/networks/evolution-data/internal").asBoolean()).isTrue();
    // The proxy would find each copy of the hub as often as they have networks in common.
    for (String asking : List.of("proxy", "prometheus")) {
      assertThat(texts(COMPOSE.at("/services/" + asking + "/networks")))
          .filteredOn(texts(COMPOSE.at("/services/hub/networks"))::contains)
          .hasSize(1);
    }
  }

  @Test
  void noSecretHasADefaultOrStandsOnACommandLine() throws IOException {
    String file = Files.readString(Path.of("docker-compose.yml"));

    assertThat(SECRET.matcher(file).results().map(found -> found.group(2)))
        .hasSizeGreaterThan(15)
        .containsOnly(":?");
    services()
        .forEach(
            (name, service) ->
                assertThat(
                        variables(service.path("command")).stream()
                            .filter(variable -> SECRET.matcher("${" + variable + "}").find()))
                    .as(name)
                    .isEmpty());
  }

  /** The services, each with what it takes over by {@code <<}. */
  private static Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new TreeMap<>();
    COMPOSE
        .path("services")
        .properties()
        .forEach(
            each -> {
              ObjectNode whole = COMPOSE.path("x-service").deepCopy();
              whole.setAll((ObjectNode) each.getValue());
              services.put(each.getKey(), whole);
            });
    return services;
  }

  /** Names of what compose puts in from its environment. */
  private static List<String> variables(JsonNode part) {
    return Pattern.compile("(?<!\\$)\\$\\{(\\w+)")
        .matcher(part.toString())
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  /** The project's file that a service has at that place of its own. */
  private static String source(String service, String place) {
    return texts(COMPOSE.at("/services/" + service + "/volumes")).stream()
        .map(volume -> volume.split(":", -1))
        .filter(volume -> volume[1].equals(place))
        .map(volume -> Path.of(volume[0]).normalize().toString())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
