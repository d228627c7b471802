package io.bactrian.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Settings of intake as a test wants them; the rest as by default. */
public final class Settings {

  private Settings() {}

  public static WebhookSettings byDefault() {
    return secrets(List.of("token"), "");
  }

  static WebhookSettings secrets(List<String> tokens, String jwtKey) {
    return new WebhookSettings(
        tokens,
        jwtKey,
        Duration.ofMinutes(30),
        DataSize.ofMegabytes(140),
        DataSize.ofMegabytes(16),
        1000,
        256,
        Duration.ofSeconds(10));
  }

  public static WebhookSettings limits(DataSize maxEventSize, int maxDepth, int maxInlineMedia) {
    return new WebhookSettings(
        List.of("token"),
        "",
        Duration.ofMinutes(30),
        DataSize.ofMegabytes(140),
        maxEventSize,
        maxDepth,
        maxInlineMedia,
        Duration.ofSeconds(10));
  }
}
