package io.bactrian.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class SettingsComparisonTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> EVENTS = List.of("MESSAGES_UPSERT", "CONNECTION_UPDATE");

  private final MockEnvironment environment =
      new MockEnvironment()
          .withProperty("bactrian.webhook.token", "old, s3cret")
          .withProperty("bactrian.webhook.jwt-key", "k3y");
  private final ObjectNode options = JSON.createObjectNode();
  private final ObjectNode webhook = JSON.createObjectNode();

  @BeforeEach
  void asItHasToBe() {
    webhook.put("enabled", true).put("url", "https://hub.example/webhooks/evolution");
    webhook.put("webhookBase64", false).put("webhookByEvents", false);
    webhook.putObject("headers").put("X-Webhook-Token", "s3cret");
    webhook.putArray("events").add("MESSAGES_UPSERT").add("CONNECTION_UPDATE").add("CALL");
    options.put("groupsIgnore", false);
  }

  @Test
  void whatIsAsItHasToBeIsNoDrift() {
    assertThat(drifts()).isEmpty();
  }

  @Test
  void anInstanceWithoutAWebhookDrifts() {
    assertThat(comparison(null).compare("acme", JSON.nullNode(), options, NOW))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.setting()).isEqualTo("webhook");
              assertThat(drift.found()).isEqualTo("none");
              assertThat(drift.remedy()).contains("POST /webhook/set/acme");
              assertThat(drift.checkedAt()).isEqualTo(NOW);
            });
  }

  /** As .env.example has it where Evolution's global webhook calls the hub. */
  @Test
  void anInstanceWithoutAWebhookIsAcceptedWhereThatIsMeant() {
    assertThat(comparison(null, "webhook").compare("acme", JSON.nullNode(), options, NOW))
        .isNotEmpty()
        .allMatch(Drift::accepted);
  }

  @Test
  void aWebhookThatIsSwitchedOffDrifts() {
    webhook.put("enabled", false);
    assertThat(only().setting()).isEqualTo("enabled");
  }

  @Test
  void missingEventsAreNamed() {
    webhook.putArray("events").add("CALL").add("MESSAGES_UPSERT");
    Drift drift = only();
    assertThat(drift.setting()).isEqualTo("events");
    assertThat(drift.found()).isEqualTo("without CONNECTION_UPDATE");
  }

  @Test
  void inlineMediaDrifts() {
    webhook.put("webhookBase64", true);
    Drift drift = only();
    assertThat(drift.setting()).isEqualTo("base64");
    assertThat(drift.found()).isEqualTo("true");
    assertThat(drift.expected()).isEqualTo("false");
  }

  @Test
  void groupsThatAreIgnoredDrift() {
    options.put("groupsIgnore", true);
    assertThat(only().setting()).isEqualTo("groupsIgnore");
  }

  @ParameterizedTest
  @ValueSource(strings = {"S3_SAVE_VIDEO", "s3SaveVideo", "saveVideo"})
  void videosThatAreDroppedDriftWhereAVersionReportsIt(String name) {
    options.put(name, false);
    Drift drift = only();
    assertThat(drift.setting()).isEqualTo("s3SaveVideo");
    assertThat(drift.remedy()).contains("S3_SAVE_VIDEO=true");
  }

  @Test
  void whatWasAcceptedSaysSo() {
    options.put("groupsIgnore", true);
    webhook.put("webhookBase64", true);
    assertThat(comparison(null, "groupsIgnore", "base64").compare("acme", webhook, options, NOW))
        .isNotEmpty()
        .allMatch(Drift::accepted);
  }

  @Nested
  class TheUrl {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://other.example/hooks",
          "https://hub.example/webhooks/evolution-old",
          "",
          "ftp://hub.example/webhooks/evolution"
        })
    void driftsWhenItLeadsElsewhere(String url) {
      webhook.put("url", url);
      assertThat(only().setting()).isEqualTo("url");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://10.0.0.1:8080/webhooks/evolution/",
          "https://hub.example/behind/webhooks/evolution",
          "https://hub.example/webhooks/evolution/acme?x=y"
        })
    void isAnyWithThePathWhereNoneIsConfigured(String url) {
      webhook.put("url", url);
      assertThat(drifts()).isEmpty();
    }

    @Test
    void isTheOneThatIsConfigured() {
      URI expected = URI.create("https://hub.example/webhooks/evolution");
      assertThat(comparison(expected).compare("acme", webhook, options, NOW)).isEmpty();
      webhook.put("url", "https://other.example/webhooks/evolution");
      assertThat(comparison(expected).compare("acme", webhook, options, NOW))
          .singleElement()
          .satisfies(drift -> assertThat(drift.expected()).isEqualTo(expected.toString()));
    }

    @Test
    void isToldWithoutItsSecrets() {
      webhook.put("url", "https://me:pass@other.example/hook?token=t0p#x");
      assertThat(only().found()).isEqualTo("https://other.example/hook");
    }
  }

  @Nested
  class TheHeaders {

    @Test
    void driftWithoutCredentials() {
      webhook.putObject("headers").put("x-tenant", "acme");
      assertThat(only().setting()).isEqualTo("headers");
      webhook.putNull("headers");
      assertThat(only().found()).isEqualTo("none");
    }

    @Test
    void driftWithATokenOfOldAndDoNotTellIt() {
      webhook.putObject("headers").put("X-Webhook-Token", "n0tours");
      Drift drift = only();
      assertThat(drift.setting()).isEqualTo("headers");
      assertThat(drift.toString()).doesNotContain("n0tours").doesNotContain("s3cret");
    }

    @Test
    void mayBearAKeyOfTokensOrABearer() {
      webhook.putObject("headers").put("jwt_key", "k3y");
      assertThat(drifts()).isEmpty();
      webhook.putObject("headers").put("authorization", "Bearer old");
      assertThat(drifts()).isEmpty();
    }
  }

  private Drift only() {
    List<Drift> drifts = drifts();
    assertThat(drifts).hasSize(1);
    return drifts.get(0);
  }

  private List<Drift> drifts() {
    return comparison(null).compare("acme", webhook, options, NOW);
  }

  private SettingsComparison comparison(URI url, String... accepted) {
    return new SettingsComparison(
        new AuditSettings(
            Duration.ofHours(1),
            url,
            EVENTS,
            false,
            List.of(),
            List.of(accepted),
            50,
            5,
            0.2,
            Duration.ofSeconds(3)),
        environment);
  }
}
