package io.bactrian.evolution;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Finds the API key of an instance: its own, by its exact name, else the global one. Keys are never
 * part of a job.
 */
@Component
public class EvolutionKeys implements EvolutionAccess {

  private final EvolutionSettings settings;
  private final Map<String, String> own;

  public EvolutionKeys(EvolutionSettings settings, ConfigurableEnvironment environment) {
    this.settings = settings;
    this.own = InstanceKeys.of(environment).keys();
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
    return Optional.ofNullable(own.get(instance)).orElseGet(this::global);
  }

  /** The global key; empty if none is configured. */
  public String global() {
    return Optional.ofNullable(settings.apiKey()).orElse("");
  }
}
