package io.bactrian.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.failure.PermanentFailureException;
import org.springframework.stereotype.Component;

/** Makes calls of Evolution, with its address and the key of the instance. */
@Component
public class EvolutionRequests {

  private final EvolutionSettings settings;
  private final EvolutionKeys keys;

  public EvolutionRequests(EvolutionSettings settings, EvolutionKeys keys) {
    this.settings = settings;
    this.keys = keys;
  }

  /**
   * {@code GET /{path}/{instance}}.
   *
   * @throws PermanentFailureException if no instance may be called that
   */
  public EvolutionCall get(String path, String instance) {
    return get(path, instance, null);
  }

  /** The same with a query, its values encoded, or null for none. */
  public EvolutionCall get(String path, String instance, String query) {
    return EvolutionCall.of(
        "GET", settings.baseUrl(), path, instance, query, keys.of(instance), null);
  }

  /**
   * {@code POST /{path}/{instance}}.
   *
   * @throws PermanentFailureException if no instance may be called that
   */
  public EvolutionCall post(String path, String instance, JsonNode body) {
    return EvolutionCall.of(
        "POST", settings.baseUrl(), path, instance, null, keys.of(instance), body.toString());
  }

  /** {@code GET /{path}}, which concerns all instances. */
  public EvolutionCall getOfAll(String path) {
    return EvolutionCall.ofAll("GET", settings.baseUrl(), path, keys.global());
  }
}
