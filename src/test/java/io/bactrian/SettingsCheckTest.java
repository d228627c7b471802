package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.job.GoldenRuleViolation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
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
    "bactrian.evolution.base-url, BACTRIAN_EVOLUTION_BASE_URL"
  })
  void whatIsMissingOrBlankIsNamedAsInTheEnvironment(String setting, String name) {
    settings.put(setting, " ");
    assertThat(SettingsCheck.problems(environment())).singleElement().asString().contains(name);

    settings.remove(setting);
    assertThat(SettingsCheck.problems(environment())).singleElement().asString().contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "spring.rabbitmq.host, spring.rabbitmq.addresses",
    "spring.rabbitmq.host, bactrian.embedded.plan.amqp",
    "spring.data.redis.host, spring.data.redis.url",
    "spring.data.redis.host, spring.data.redis.sentinel.master",
    "spring.data.redis.host, spring.data.redis.cluster.nodes",
    "spring.data.redis.host, bactrian.embedded.plan.redis",
    "spring.datasource.url, bactrian.embedded.plan.postgres"
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
