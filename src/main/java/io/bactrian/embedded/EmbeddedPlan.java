package io.bactrian.embedded;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Which embedded servers are wanted, and on which loopback ports. Decided once, before the context,
 * and handed to it through properties under {@code bactrian.embedded.plan}.
 */
record EmbeddedPlan(Map<EmbeddedServer, Integer> ports) {

  private static final String PREFIX = "bactrian.embedded.plan.";

  /** A server is wanted where its library is on the class path and no real one is configured. */
  static EmbeddedPlan of(Environment environment, ClassLoader loader) {
    EmbeddedSettings settings = EmbeddedSettings.of(environment);
    EnumMap<EmbeddedServer, Integer> ports = new EnumMap<>(EmbeddedServer.class);
    for (EmbeddedServer server : EmbeddedServer.values()) {
      if (settings.enabled() && server.carried(loader) && !configured(server, environment)) {
        ports.put(server, Ports.choose(settings.basePort(), server.portOffset()));
      }
    }
    return new EmbeddedPlan(ports);
  }

  /** The plan as decided before the context was made. */
  static EmbeddedPlan decided(Environment environment) {
    EnumMap<EmbeddedServer, Integer> ports = new EnumMap<>(EmbeddedServer.class);
    for (EmbeddedServer server : EmbeddedServer.values()) {
      Integer port = environment.getProperty(PREFIX + server.id(), Integer.class);
      if (port != null) {
        ports.put(server, port);
      }
    }
    return new EmbeddedPlan(ports);
  }

  /** Whether embedded servers can run at all: a library of one is there and they are not off. */
  static boolean possible(Environment environment, ClassLoader loader) {
    return EmbeddedSettings.of(environment).enabled() && EmbeddedServer.EVOLUTION.carried(loader);
  }

  boolean wants(EmbeddedServer server) {
    return ports.containsKey(server);
  }

  /** Host and port of a wanted server. */
  String authority(EmbeddedServer server) {
    return "127.0.0.1:" + ports.get(server);
  }

  /** What {@link #decided} reads back. */
  Map<String, Object> asProperties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    ports.forEach((server, port) -> properties.put(PREFIX + server.id(), port));
    return properties;
  }

  /** Set to an empty value counts: an empty S3 endpoint means AWS. */
  private static boolean configured(EmbeddedServer server, Environment environment) {
    return server.configuredBy().stream().anyMatch(name -> isSet(environment, name));
  }

  static boolean isSet(Environment environment, String name) {
    return environment.containsProperty(name)
        || Binder.get(environment).bind(name, Bindable.listOf(String.class)).isBound();
  }
}
