package io.bactrian.evolution;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Evolution API is. The timeouts of its calls, {@code connect-timeout-ms} and {@code
 * response-timeout-ms}, are read by the route {@code call-evolution}; a message's {@code delay}
 * comes on top of the second.
 *
 * @param baseUrl required
 * @param apiKey the global key; an instance's own takes precedence
 * @param instances per instance its own {@code api-key}
 * @param versionPeriod after which Evolution is asked for its version again, when that matters
 */
@ConfigurationProperties("bactrian.evolution")
public record EvolutionSettings(
    URI baseUrl,
    String apiKey,
    @DefaultValue Map<String, Instance> instances,
    @DefaultValue("1m") Duration versionPeriod) {

  /** Settings of one instance. */
  public record Instance(String apiKey) {}
}
