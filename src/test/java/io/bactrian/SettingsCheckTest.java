package io.bactrian;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.job.GoldenRuleViolation;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

/** What stops the start before any server is called. */
class SettingsCheckTest {

  private final MockEnvironment environment =
      new MockEnvironment()
          .withProperty("bactrian.webhook.token", "w")
          .withProperty("bactrian.api.token", "a")
          .withProperty("spring.datasource.url", "jdbc:postgresql://db/bactrian")
          .withProperty("spring.rabbitmq.host", "rabbit")
          .withProperty("spring.data.redis.host", "redis")
          .withProperty("bactrian.s3.bucket", "media")
          .withProperty("bactrian.evolution.base-url", "http://evolution")
          .withProperty("bactrian.kinds[send_message].lane", "fast")
          .withProperty("bactrian.kinds[send_message].reprocessable", "true")
          .withProperty("bactrian.kinds[send_message].expected-time", "2s");

  @Test
  void letsCompleteSettingsPass() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void namesEverySettingThatIsMissing() {
    environment.setProperty("bactrian.api.token", " ");
    environment.setProperty("bactrian.s3.bucket", "");

    assertThatThrownBy(this::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("BACTRIAN_API_TOKEN is missing")
        .hasMessageContaining("BACTRIAN_S3_BUCKET is missing");
  }

  @Test
  void refusesTwoAnswersToOneQuestion() {
    environment.setProperty("spring.rabbitmq.addresses", "rabbit:5672");
    environment.setProperty("bactrian.s3.access-key", "key");

    assertThatThrownBy(this::check)
        .hasMessageContaining("SPRING_RABBITMQ_HOST and SPRING_RABBITMQ_ADDRESSES are both set")
        .hasMessageContaining("BACTRIAN_S3_ACCESS_KEY and BACTRIAN_S3_SECRET_KEY go together");
  }

  @Test
  void refusesKindsThatBreakTheGoldenRule() {
    environment.setProperty("bactrian.kinds[send_message].expected-time", "9s");

    assertThatThrownBy(this::check)
        .isInstanceOf(GoldenRuleViolation.class)
        .hasMessageContaining("bactrian.kinds[send_message]")
        .hasMessageContaining("9000 ms");
  }

  private void check() {
    new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
  }
}
