package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class EmbeddedEnvironmentPostProcessorTest {

  @TempDir Path dir;

  @Test
  void withNothingConfiguredEveryServerIsEmbedded() {
    EmbeddedPlan plan = EmbeddedPlan.decided(environment(Map.of()));
    assertThat(plan.ports())
        .isEqualTo(
            Map.of(
                EmbeddedServer.AMQP, 27000,
                EmbeddedServer.REDIS, 27001,
                EmbeddedServer.S3, 27002,
                EmbeddedServer.POSTGRES, 27003,
                EmbeddedServer.EVOLUTION, 27004));
  }

  @ParameterizedTest
  @CsvSource({
    "spring.rabbitmq.host, AMQP",
    "spring.rabbitmq.addresses, AMQP",
    "spring.rabbitmq.addresses[0], AMQP",
    "spring.data.redis.host, REDIS",
    "spring.data.redis.url, REDIS",
    "spring.data.redis.sentinel.master, REDIS",
    "spring.data.redis.cluster.nodes[0], REDIS",
    "bactrian.s3.bucket, S3",
    "spring.datasource.url, POSTGRES",
    "bactrian.evolution.base-url, EVOLUTION"
  })
  void aConfiguredServerIsNotEmbeddedAndTheOthersAre(String property, EmbeddedServer server) {
    EmbeddedPlan plan = EmbeddedPlan.decided(environment(Map.of(property, "real.example.test")));
    assertThat(plan.wants(server)).isFalse();
    assertThat(plan.ports()).hasSize(4);
  }

  @Test
  void anEmptyS3EndpointMeansAws() {
    ConfigurableEnvironment environment = environment(Map.of("bactrian.s3.endpoint", ""));
    assertThat(EmbeddedPlan.decided(environment).wants(EmbeddedServer.S3)).isFalse();
    assertThat(environment.getProperty("bactrian.s3.bucket")).isNull();
  }

  @Test
  void switchedOffItAddsNothing() {
    ConfigurableEnvironment environment = environment(Map.of("bactrian.embedded.enabled", "false"));
    assertThat(environment.getPropertySources().contains(EmbeddedEnvironmentPostProcessor.SOURCE))
        .isFalse();
  }

  @Test
  void storageFollowsFromTheEmbeddedOne() {
    ConfigurableEnvironment environment = environment(Map.of());
    assertThat(environment.getProperty("bactrian.s3.endpoint")).isEqualTo("http://127.0.0.1:27002");
    assertThat(environment.getProperty("bactrian.s3.bucket")).isEqualTo(S3Store.BUCKET);
    assertThat(environment.getProperty("bactrian.s3.path-style")).isEqualTo("true");
  }

  @Test
  void withTheStandInNoHostButOursIsAllowed() {
    ConfigurableEnvironment environment = environment(Map.of());
    assertThat(environment.getProperty("bactrian.evolution.base-url"))
        .isEqualTo("http://127.0.0.1:27004");
    assertThat(environment.getProperty("bactrian.media.cdn-base-url"))
        .isEqualTo("http://127.0.0.1:27004");
    assertThat(environment.getProperty("bactrian.media.allowed-hosts"))
        .isEqualTo("127.0.0.1:27004,127.0.0.1:27002");
  }

  @Test
  void withTheStandInARealStorageIsAllowedBesideIt() {
    ConfigurableEnvironment environment =
        environment(Map.of("bactrian.s3.endpoint", "http://minio.example.test:9000"));
    assertThat(environment.getProperty("bactrian.media.allowed-hosts"))
        .isEqualTo("127.0.0.1:27004,minio.example.test:9000");
  }

  @Test
  void withARealEvolutionTheMediaHostIsLeftAlone() {
    ConfigurableEnvironment environment =
        environment(Map.of("bactrian.evolution.base-url", "https://evolution.example.test"));
    assertThat(environment.getProperty("bactrian.media.cdn-base-url")).isNull();
    assertThat(environment.getProperty("bactrian.media.allowed-hosts")).isNull();
  }

  @Test
  void basePortZeroTakesFreePortsAllDifferent() {
    EmbeddedPlan plan =
        EmbeddedPlan.decided(environment(Map.of("bactrian.embedded.base-port", "0")));
    assertThat(plan.ports().values()).doesNotHaveDuplicates().allMatch(port -> port > 1023);
  }

  @Test
  void missingTokensAreMadeOnceAndKeptForTheirOwnerOnly() throws Exception {
    ConfigurableEnvironment first = environment(Map.of());
    ConfigurableEnvironment second = environment(Map.of());
    assertThat(EmbeddedEnvironmentPostProcessor.TOKENS)
        .allSatisfy(
            name -> {
              assertThat(first.getProperty(name)).hasSizeGreaterThan(30);
              assertThat(second.getProperty(name)).isEqualTo(first.getProperty(name));
            });
    assertThat(Files.getPosixFilePermissions(dir.resolve("tokens.properties")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aTokenThatIsSetStaysAndIsNotKept() {
    ConfigurableEnvironment environment =
        environment(Map.of("bactrian.webhook.token", "mine", "bactrian.api.token", "mine too"));
    assertThat(environment.getProperty("bactrian.webhook.token")).isEqualTo("mine");
    assertThat(dir.resolve("tokens.properties")).doesNotExist();
  }

  private ConfigurableEnvironment environment(Map<String, Object> settings) {
    ConfigurableEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("dir", Map.of("bactrian.embedded.dir", dir.toString())));
    new EmbeddedEnvironmentPostProcessor()
        .postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }
}
