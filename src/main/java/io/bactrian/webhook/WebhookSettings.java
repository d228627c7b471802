package io.bactrian.webhook;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How webhooks are let in.
 *
 * @param token shared secrets, any of which lets a webhook in; several for rotation
 * @param jwtKey key of Evolution's {@code jwt_key} tokens (HS256), taken as it is: commas and
 *     blanks belong to it; empty turns such tokens off
 * @param jwtLeeway how far a token's times may lie off. Evolution signs once for an event and
 *     resends the same token for 20 minutes and more, though it expires after 10, and never resends
 *     what was answered 401
 * @param maxSize largest body, in bytes; a webhook with inline base64 may pass 100 MB
 * @param maxEventSize largest body without its inline base64, in bytes: what is larger is kept but
 *     not understood
 * @param maxDepth deepest nesting that is understood
 * @param maxInlineMedia most inline media in one body that is understood
 * @param retryAfter how long the sender of what was answered 503 is asked to wait; Evolution backs
 *     off by itself
 */
@Validated
@ConfigurationProperties("bactrian.webhook")
public record WebhookSettings(
    @NotEmpty(message = "BACTRIAN_WEBHOOK_TOKEN is required: the secret that webhooks must bring")
        List<String> token,
    @DefaultValue("") String jwtKey,
    @NotNull @DefaultValue("30m") Duration jwtLeeway,
    @NotNull @DefaultValue("140MB") DataSize maxSize,
    @NotNull @DefaultValue("16MB") DataSize maxEventSize,
    @Positive @DefaultValue("300") int maxDepth,
    @Positive @DefaultValue("256") int maxInlineMedia,
    @NotNull @DefaultValue("10s") Duration retryAfter) {

  public WebhookSettings {
    token = withoutBlanks(token);
  }

  /** As {@code Retry-After} has it. */
  long retryAfterSeconds() {
    return Math.max(1, retryAfter.toSeconds());
  }

  /** Leaves the secrets out: settings end up in logs. */
  @Override
  public String toString() {
    return "WebhookSettings[tokens=%d, jwt=%s, maxSize=%s]"
        .formatted(token.size(), !jwtKey.isEmpty(), maxSize);
  }

  private static List<String> withoutBlanks(List<String> secrets) {
    return secrets == null
        ? List.of()
        : secrets.stream().map(String::trim).filter(secret -> !secret.isEmpty()).toList();
  }
}
