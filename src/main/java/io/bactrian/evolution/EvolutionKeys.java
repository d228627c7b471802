package io.bactrian.evolution;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Finds the API key of an instance: its own, else the global one. Keys are never part of a job.
 *
 * <p>An instance's name in the environment has capitals, and {@code _} for every other character:
 * {@code BACTRIAN_EVOLUTION_INSTANCES_ACME_SUPPORT_API_KEY} is that of {@code acme-support}.
 */
@Component
public class EvolutionKeys implements EvolutionAccess {

  private final EvolutionSettings settings;
  private final Environment environment;

  public EvolutionKeys(EvolutionSettings settings, Environment environment) {
    this.settings = settings;
    this.environment = environment;
  }

  @Override
  public URI baseUri() {
    return settings.baseUrl();
  }

  @Override
  public String apiKey(String instance) {
    return of(instance);
  }

  /** The key to call Evolution with on behalf of an instance; empty if none is configured. */
  public String of(String instance) {
    String name = instance.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    return Optional.ofNullable(settings.instances().get(instance))
        .map(EvolutionSettings.Instance::apiKey)
        .or(() -> fromEnvironment(name))
        .or(() -> fromEnvironment(name.replace("_", "")))
        .or(() -> Optional.ofNullable(settings.apiKey()))
        .orElse("");
  }

  /** The global key; empty if none is configured. */
  public String global() {
    return Optional.ofNullable(settings.apiKey()).orElse("");
  }

  private Optional<String> fromEnvironment(String name) {
    return Optional.ofNullable(
        environment.getProperty("BACTRIAN_EVOLUTION_INSTANCES_" + name + "_API_KEY"));
  }
}
