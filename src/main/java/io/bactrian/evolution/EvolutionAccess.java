package io.bactrian.evolution;

import java.net.URI;

/** Where Evolution API is, and the key that opens it. */
public interface EvolutionAccess {

  /** Base URL of Evolution API, with or without a path of its own. */
  URI baseUri();

  /** The key for calls in the name of this instance. */
  String apiKey(String instance);
}
