package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.job.GoldenRuleViolation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsCheckTest {

  private final Map<String, Object> settings = new LinkedHashMap<>();

  SettingsCheckTest() {
    settings.put("bactrian.webhook.token", "one");
    settings.put("bactrian.api.token", "two");
    settings.put("spring.datasource.url", "jdbc:postgresql://db/hub");
    settings.put("spring.rabbitmq.host", "rabbit");
    settings.put("spring.data.redis.host", "redis");
    settings.put("bactrian.s3.bucket", "media");
    settings.put("bactrian.evolution.base-url", "https://evolution.test");
    settings.put("bactrian.evolution.api-key", "three");
  }

  @Test
  void whatIsCompleteStarts() {
    assertThat(SettingsCheck.problems(environment())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bactrian.webhook.token, BACTRIAN_WEBHOOK_TOKEN",
    "bactrian.api.token, BACTRIAN_API_TOKEN",
    "spring.datasource.url, SPRING_DATASOURCE_URL",
    "spring.rabbitmq.host, SPRING_RABBITMQ_HOST",
    "spring.data.redis.host, SPRING_DATA_REDIS_HOST",
    "bactrian.s3.bucket, BACTRIAN_S3_BUCKET",
    "bactrian.evolution.base-url, BACTRIAN_EVOLUTION_BASE_URL",
    "bactrian.evolution.api-key, BACTRIAN_EVOLUTION_API_KEY"
  })
  void whatIsMissingOrBlankIsNamedAsInTheEnvironment(String setting, String name) {
    settings.put(setting, " ");
    assertThat(SettingsCheck.problems(environment())).singleElement().asString().contains(name);

    settings.remove(setting);
    assertThat(SettingsCheck.problems(environment())).singleElement().asString().contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "bactrian.evolution.base-url, BACTRIAN_EVOLUTION_BASE_URL",
    "bactrian.media.cdn-base-url, BACTRIAN_MEDIA_CDN_BASE_URL",
    "bactrian.s3.endpoint, BACTRIAN_S3_ENDPOINT",
    "bactrian.s3.public-endpoint, BACTRIAN_S3_PUBLIC_ENDPOINT"
  })
  void whatIsNoAddressIsNamed(String setting, String name) {
    for (String wrong : List.of("nonsense", "evolution:8080", "ftp://x", "http:/x", "http://a b")) {
      settings.put(setting, wrong);
      assertThat(SettingsCheck.problems(environment()))
          .as(wrong)
          .containsExactly(name + " is no http or https address");
    }
    for (String right : List.of("http://evolution_api:8080/base", "HTTPS://[::1]:1", "http://a")) {
      settings.put(setting, right);
      assertThat(SettingsCheck.problems(environment())).as(right).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "spring.rabbitmq.host, spring.rabbitmq.addresses",
    "spring.rabbitmq.host, bactrian.embedded.plan.amqp",
    "spring.data.redis.host, spring.data.redis.url",
    "spring.data.redis.host, spring.data.redis.sentinel.master",
    "spring.data.redis.host, spring.data.redis.cluster.nodes",
    "spring.data.redis.host, bactrian.embedded.plan.redis",
    "spring.datasource.url, bactrian.embedded.plan.postgres",
    "bactrian.evolution.api-key, bactrian.evolution.instances.acme.api-key",
    "bactrian.evolution.api-key, BACTRIAN_EVOLUTION_INSTANCES_ACME_SUPPORT_API_KEY"
  })
  void anotherWayToNameTheServerWillDo(String setting, String other) {
    settings.remove(setting);
    settings.put(other, "given");

    assertThat(SettingsCheck.problems(environment())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spring.rabbitmq.addresses, SPRING_RABBITMQ_ADDRESSES",
    "spring.data.redis.url, SPRING_DATA_REDIS_URL",
    "bactrian.s3.access-key, BACTRIAN_S3_SECRET_KEY",
    "bactrian.s3.secret-key, BACTRIAN_S3_ACCESS_KEY"
  })
  void whatContradictsAnotherIsNamed(String setting, String name) {
    settings.put(setting, "given");

    assertThat(SettingsCheck.problems(environment())).singleElement().asString().contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "postgres, spring.datasource.url, spring.datasource.username, SPRING_DATASOURCE_USERNAME",
    "amqp, spring.rabbitmq.host, spring.rabbitmq.port, SPRING_RABBITMQ_PORT",
    "amqp, spring.rabbitmq.host, spring.rabbitmq.virtual-host, SPRING_RABBITMQ_VIRTUAL_HOST",
    "redis, spring.data.redis.host, spring.data.redis.password, SPRING_DATA_REDIS_PASSWORD",
    "s3, bactrian.s3.bucket, bactrian.s3.region, BACTRIAN_S3_REGION",
    "evolution, bactrian.evolution.base-url, bactrian.evolution.api-key, BACTRIAN_EVOLUTION_API_KEY"
  })
  void aServerThatIsHalfConfiguredIsNotReplacedByAnEmbeddedOne(
      String server, String nameOfIt, String setting, String variable) {
    ConfigurableEnvironment environment = embedded(server, nameOfIt);
    settings.remove("bactrian.evolution.api-key");
    assertThat(SettingsCheck.problems(environment)).isEmpty();

    settings.put(setting, "given");

    assertThat(SettingsCheck.problems(environment))
        .singleElement()
        .asString()
        .contains(variable, nameOfIt.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
  }

  /** The environment once the embedded server has taken the place of one that has no name. */
  private StandardEnvironment embedded(String server, String nameOfIt) {
    settings.remove(nameOfIt);
    StandardEnvironment environment = environment();
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "embedded",
                Map.of(
                    "bactrian.embedded.active",
                    "true",
                    "bactrian.embedded.plan." + server,
                    "1",
                    nameOfIt,
                    server.matches("s3|evolution") ? "http://made" : "",
                    "bactrian.evolution.api-key",
                    "made",
                    "bactrian.s3.region",
                    "made")));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  @Test
  void aBrokenGoldenRuleIsSaidBeforeAnyServerIsCalled() {
    String kind = "bactrian.kinds[send_message].";
    settings.put(kind + "lane", "fast");
    settings.put(kind + "reprocessable", "true");
    settings.put(kind + "expected-time", "9s");

    assertThatThrownBy(
            () ->
                new SettingsCheck().postProcessEnvironment(environment(), new SpringApplication()))
        .isInstanceOf(GoldenRuleViolation.class)
        .hasMessageContaining("9000 ms");
  }

  @Test
  void theStartStopsWithALineForEachProblem() {
    settings.remove("bactrian.api.token");
    settings.remove("bactrian.s3.bucket");

    assertThatThrownBy(
            () ->
                new SettingsCheck().postProcessEnvironment(environment(), new SpringApplication()))
        .isInstanceOf(SettingsException.class)
        .satisfies(
            failure ->
                assertThat(failure.getMessage().lines())
                    .containsExactly(
                        "BACTRIAN_API_TOKEN is missing", "BACTRIAN_S3_BUCKET is missing"));
  }

  private StandardEnvironment environment() {
    return environment(settings);
  }

  /** Without the variables of the machine that runs the test. */
  static StandardEnvironment environment(Map<String, Object> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().stream()
        .map(source -> source.getName())
        .toList()
        .forEach(environment.getPropertySources()::remove);
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return environment;
  }
}
