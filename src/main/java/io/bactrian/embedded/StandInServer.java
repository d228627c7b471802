package io.bactrian.embedded;

import io.bactrian.embedded.standin.EvolutionStandIn;

/** The stand-in as one of the embedded servers. */
final class StandInServer {

  static final String API_KEY = EvolutionStandIn.DEFAULT_API_KEY;

  private StandInServer() {}

  static AutoCloseable start(int port) {
    Ports.requireFree(EmbeddedServer.EVOLUTION, port);
    return new EvolutionStandIn(port);
  }
}
