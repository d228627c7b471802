package io.bactrian.embedded;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Starts all servers, writes into each, says so and waits to be killed. */
final class WritingProgram {

  private WritingProgram() {}

  public static void main(String[] args) throws Exception {
    Map<EmbeddedServer, Integer> ports = new EnumMap<>(EmbeddedServer.class);
    String[] numbers = args[1].split(",", -1);
    for (EmbeddedServer server : EmbeddedServer.values()) {
      ports.put(server, Integer.parseInt(numbers[server.portOffset()]));
    }
    EmbeddedPlan plan = new EmbeddedPlan(ports);
    try (EmbeddedServers servers = ServersOf.start(Path.of(args[0]), plan)) {
      new ServersOf(servers.plan()).writeEverywhere();
      System.out.println("written");
      Thread.currentThread().join();
    }
  }
}
