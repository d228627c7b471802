package io.bactrian.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Compares what Evolution reports of an instance ({@code webhook/find}, {@code settings/find}) with
 * what the hub needs. No value of a header gets out of here, and of a URL neither user nor query.
 */
@Component
class SettingsComparison {

  private static final String PATH = "/webhooks/evolution";
  private static final String SET = "POST /webhook/set/";

  private final AuditSettings settings;
  private final Environment environment;

  SettingsComparison(AuditSettings settings, Environment environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /** What is not as it has to be; what was accepted says so. */
  List<Drift> compare(String instance, JsonNode webhook, JsonNode options, Instant now) {
    Findings findings = new Findings(instance, now);
    if (webhook.isObject()) {
      webhook(webhook, findings);
    } else {
      findings.add("webhook", "none", "one that calls this hub", SET + instance);
    }
    if (options.path("groupsIgnore").asBoolean()) {
      findings.add(
          "groupsIgnore",
          "true",
          "false",
          "POST /settings/set/"
              + instance
              + ": messages of groups are dropped; or name it in BACTRIAN_AUDIT_ACCEPTED");
    }
    if (saysNoVideo(options)) {
      findings.add("s3SaveVideo", "false", "true", VideoEvidence.REMEDY);
    }
    return findings.drifts;
  }

  private void webhook(JsonNode webhook, Findings findings) {
    String set = SET + findings.instance;
    if (!webhook.path("enabled").asBoolean()) {
      findings.add("enabled", "false", "true", set + ": it delivers nothing");
    }
    String url = webhook.path("url").asText("");
    boolean byEvents = webhook.path("webhookByEvents").asBoolean();
    if (!leadsHere(url)) {
      URI expected = settings.webhookUrl();
      findings.add(
          "url",
          withoutSecrets(url),
          expected == null ? "…" + PATH : expected.toString(),
          set + ": it calls something else" + (byEvents ? "" : ", and no message arrives here"));
    }
    missingEvents(webhook.path("events"), findings, set);
    boolean base64 = webhook.path("webhookBase64").asBoolean();
    if (base64 != settings.base64()) {
      findings.add(
          "base64",
          Boolean.toString(base64),
          Boolean.toString(settings.base64()),
          set + (base64 ? ": inline media makes webhooks too large for its memory" : ""));
    }
    credentials(webhook.path("headers"), findings, set);
  }

  private void missingEvents(JsonNode events, Findings findings, String set) {
    TreeSet<String> missing = new TreeSet<>(settings.events());
    events.forEach(event -> missing.remove(event.asText()));
    if (!missing.isEmpty()) {
      findings.add(
          "events",
          "without " + String.join(", ", missing),
          String.join(", ", settings.events()),
          set + ": what is missing is never delivered");
    }
  }

  private void credentials(JsonNode headers, Findings findings, String set) {
    boolean known = false;
    for (Map.Entry<String, JsonNode> header : headers.properties()) {
      String value = header.getValue().asText();
      known |=
          switch (header.getKey().toLowerCase(java.util.Locale.ROOT)) {
            case "x-webhook-token" -> listed("bactrian.webhook.token", value);
            case "authorization" ->
                value.startsWith("Bearer ") && listed("bactrian.webhook.token", value.substring(7));
            case "jwt_key" ->
                !value.isEmpty()
                    && value.equals(environment.getProperty("bactrian.webhook.jwt-key"));
            default -> false;
          };
    }
    if (!known) {
      findings.add(
          "headers",
          headers.isEmpty() ? "none" : "no token that this hub takes",
          "X-Webhook-Token",
          set + ": its webhooks are answered 401, and Evolution drops them");
    }
  }

  private boolean listed(String setting, String value) {
    return StringUtils.commaDelimitedListToSet(environment.getProperty(setting, "")).stream()
        .anyMatch(each -> !each.isBlank() && each.trim().equals(value));
  }

  private boolean leadsHere(String url) {
    String plain = url.replaceAll("[?#].*$", "").replaceAll("/+$", "");
    if (settings.webhookUrl() != null) {
      String expected = settings.webhookUrl().toString().replaceAll("/+$", "");
      return plain.equals(expected) || plain.startsWith(expected + "/");
    }
    return plain.matches("https?://[^/]+(/.*)?" + PATH + "(/[^/]*)?");
  }

  private static String withoutSecrets(String url) {
    String plain = url.replaceAll("[?#].*$", "").replaceAll("//[^/@]*@", "//");
    return plain.isEmpty() ? "none" : plain;
  }

  /** No version that we know reports it; one that does is believed. */
  private static boolean saysNoVideo(JsonNode options) {
    for (Map.Entry<String, JsonNode> option : options.properties()) {
      String name = option.getKey().replaceAll("[^A-Za-z0-9]", "");
      boolean video = name.equalsIgnoreCase("s3SaveVideo") || name.equalsIgnoreCase("saveVideo");
      if (video && option.getValue().asText().equals("false")) {
        return true;
      }
    }
    return false;
  }

  private final class Findings {
    private final List<Drift> drifts = new ArrayList<>();
    private final String instance;
    private final Instant now;

    private Findings(String instance, Instant now) {
      this.instance = instance;
      this.now = now;
    }

    private void add(String setting, String found, String expected, String remedy) {
      boolean accepted = settings.accepted().contains(setting);
      drifts.add(new Drift(instance, setting, found, expected, remedy, now, accepted));
    }
  }
}
