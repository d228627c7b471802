package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

class FirstRunHelpTest {

  private final GenericApplicationContext context = new GenericApplicationContext();

  @Test
  void saysWhereEverythingIsAndWhichTokensWereMade() {
    made(
        Map.of(
            "bactrian.webhook.token", "made-webhook",
            "bactrian.api.token", "made-api",
            "bactrian.embedded.plan.redis", 27001));
    assertThat(help())
        .contains("http://localhost:9999/webhooks/evolution")
        .contains("X-Webhook-Token: made-webhook")
        .contains("Authorization: Bearer made-api")
        .contains("127.0.0.1:27001")
        .contains("somewhere");
  }

  @Test
  void doesNotShowATokenThatWasSet() {
    set(Map.of("bactrian.webhook.token", "a-secret", "bactrian.api.token", "another-secret"));
    made(Map.of("bactrian.embedded.plan.redis", 27001));
    assertThat(help()).doesNotContain("secret");
  }

  private void made(Map<String, Object> properties) {
    context
        .getEnvironment()
        .getPropertySources()
        .addLast(new MapPropertySource(EmbeddedEnvironmentPostProcessor.SOURCE, properties));
  }

  private void set(Map<String, Object> properties) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("settings", properties));
  }

  private String help() {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "server",
                Map.of("local.server.port", "9999", "bactrian.embedded.dir", "somewhere")));
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    new FirstRunHelp(new PrintStream(console, true, StandardCharsets.UTF_8))
        .onApplicationEvent(
            new ApplicationReadyEvent(
                new SpringApplication(), new String[0], context, Duration.ZERO));
    return console.toString(StandardCharsets.UTF_8);
  }
}
