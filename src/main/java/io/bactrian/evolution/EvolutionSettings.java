package io.bactrian.evolution;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Evolution API is and how it is called.
 *
 * @param baseUrl required
 * @param apiKey the global key; an instance's own takes precedence
 * @param instances per instance its own {@code api-key}
 * @param connectTimeout until a connection stands
 * @param responseTimeout until the answer to a call begins; a message's {@code delay} must fit in
 * @param maxOutgoingMedia largest media in base64 that one message may carry, in bytes
 */
@ConfigurationProperties("bactrian.evolution")
public record EvolutionSettings(
    URI baseUrl,
    String apiKey,
    @DefaultValue Map<String, Instance> instances,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("60s") Duration responseTimeout,
    @DefaultValue("16777216") long maxOutgoingMedia) {

  /** Settings of one instance. */
  public record Instance(String apiKey) {}
}
