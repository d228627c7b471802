package io.bactrian.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class WebhookSettingsTest {

  @Configuration
  @EnableConfigurationProperties(WebhookSettings.class)
  static class Enabled {}

  private static ApplicationContextRunner environment(Map<String, Object> variables) {
    return new ApplicationContextRunner()
        .withUserConfiguration(Enabled.class)
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(
                        new SystemEnvironmentPropertySource("test-systemEnvironment", variables)));
  }

  @Test
  void comeFromTheEnvironment() {
    environment(
            Map.of(
                "BACTRIAN_WEBHOOK_TOKEN", "one, two,,",
                "BACTRIAN_WEBHOOK_JWT_KEY", " one, two,",
                "BACTRIAN_WEBHOOK_MAX_SIZE", "1MB"))
        .run(
            context -> {
              WebhookSettings settings = context.getBean(WebhookSettings.class);
              assertThat(settings.token()).containsExactly("one", "two");
              assertThat(settings.jwtKey()).isEqualTo(" one, two,");
              assertThat(settings.maxSize()).isEqualTo(DataSize.ofMegabytes(1));
            });
  }

  @Test
  void haveDefaults() {
    environment(Map.of("BACTRIAN_WEBHOOK_TOKEN", "one"))
        .run(
            context -> {
              WebhookSettings settings = context.getBean(WebhookSettings.class);
              assertThat(settings.jwtKey()).isEmpty();
              assertThat(settings.jwtLeeway()).isEqualTo(Duration.ofMinutes(30));
              assertThat(settings.maxSize()).isEqualTo(DataSize.ofMegabytes(140));
            });
  }

  @Test
  void needAToken() {
    for (Map<String, Object> variables :
        List.of(
            Map.<String, Object>of(), Map.<String, Object>of("BACTRIAN_WEBHOOK_TOKEN", " , "))) {
      environment(variables)
          .run(
              context ->
                  assertThat(context)
                      .getFailure()
                      .rootCause()
                      .hasMessageContaining("BACTRIAN_WEBHOOK_TOKEN is required"));
    }
  }
}
