package io.bactrian.api.http;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the HTTP API.
 *
 * @param token bearer tokens that open it and the console; more than one while a token is being
 *     replaced
 * @param viewerToken bearer tokens with which both may be looked at, and nothing changed
 * @param defaultLimit rows of a page that asks for no number
 * @param maxLimit most rows of a page; who asks for more gets this many
 * @param maxBodySize largest request body in bytes; has to hold a media file of {@code
 *     maxMediaSize} in base64, which is a third larger
 * @param maxMediaSize largest media in bytes that a request may carry inline
 * @param maxCalls calls that may be at work at once, beside streams; well below the web server's
 *     threads, which the webhooks need
 * @param maxTextLength longest text or caption of a message, in characters
 * @param maxDelay longest time a sender may ask WhatsApp to show "typing" before a message goes
 * @param retryAfter when to come back after a 503
 * @param laneSample how many finished jobs of a kind the percentiles are taken from, at most
 * @param laneWindow how far back those jobs may lie
 * @param laneFreshness how long a count of the lanes may be shown again instead of counted again
 */
@Validated
@ConfigurationProperties("bactrian.api")
public record ApiSettings(
    @NotEmpty List<@NotBlank String> token,
    @DefaultValue List<@NotBlank String> viewerToken,
    @DefaultValue("50") @Min(1) int defaultLimit,
    @DefaultValue("200") @Min(1) @Max(10_000) int maxLimit,
    @DefaultValue("24MB") DataSize maxBodySize,
    @DefaultValue("16MB") DataSize maxMediaSize,
    @DefaultValue("100") @Min(1) int maxCalls,
    @DefaultValue("65536") @Min(1) int maxTextLength,
    @DefaultValue("1m") Duration maxDelay,
    @DefaultValue("10s") Duration retryAfter,
    @DefaultValue("1000") @Min(1) int laneSample,
    @DefaultValue("1h") Duration laneWindow,
    @DefaultValue("1s") Duration laneFreshness) {

  /** Without the tokens, so that no log gets them. */
  @Override
  public String toString() {
    return "ApiSettings[maxLimit=%d, maxBodySize=%s]".formatted(maxLimit, maxBodySize);
  }
}
