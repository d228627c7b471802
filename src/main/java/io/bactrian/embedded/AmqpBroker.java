package io.bactrian.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.BrokerImpl;
import org.apache.qpid.server.model.SystemConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Qpid Broker-J: AMQP 0-9-1 with a store that keeps confirmed messages through kill -9. */
final class AmqpBroker {

  /** Virtual host. */
  static final String VIRTUAL_HOST = "default";

  static final String USER = "guest";

  private static final Logger log = LoggerFactory.getLogger(AmqpBroker.class);

  private AmqpBroker() {}

  /** Starts it on loopback; stops it when closed. */
  static AutoCloseable start(Path folder, int port) throws Exception {
    Ports.requireFree(EmbeddedServer.AMQP, port);
    Watch watch = new Watch();
    SystemLauncher launcher = new SystemLauncher(watch);
    launcher.startup(
        Map.of(
            "type",
            "Memory",
            "initialConfigurationLocation",
            configuration(folder, port),
            // Its default is a classpath: URL, which nothing resolves in a Spring Boot program.
            "initialSystemPropertiesLocation",
            emptyFile(folder),
            "startupLoggedToSystemOut",
            false,
            "context",
            context(folder)));
    if (watch.failure.get() != null) {
      throw watch.failure.get();
    }
    watch.leaveShutdownToTheProgram();
    return launcher::shutdown;
  }

  private static Map<String, String> context(Path folder) {
    return Map.of(
        "qpid.work_dir",
        folder.toString(),
        // Without it a rejected message comes back for ever instead of being dead-lettered.
        "queue.maximumDeliveryAttempts",
        "1",
        // An argument that nobody translated must not be ignored in silence.
        "queue.behaviourOnUnknownDeclareArgument",
        "FAIL",
        "virtualhost.housekeepingCheckPeriod",
        "250");
  }

  private static String configuration(Path folder, int port) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, Object> store = Map.of("type", "BDB", "name", VIRTUAL_HOST);
    Map<String, Object> user = Map.of("name", USER, "type", "managed", "password", USER);
    Map<String, Object> logins =
        Map.of(
            "name",
            "plain",
            "type",
            "Plain",
            "secureOnlyMechanisms",
            List.of(),
            "users",
            List.of(user));
    Map<String, Object> amqp =
        Map.of(
            "name", "amqp",
            "type", "AMQP",
            "port", Integer.toString(port),
            "bindingAddress", "127.0.0.1",
            "authenticationProvider", "plain",
            "protocols", List.of("AMQP_0_9_1"),
            "virtualhostaliases",
                List.of(
                    Map.of("name", "nameAlias", "type", "nameAlias"),
                    Map.of("name", "defaultAlias", "type", "defaultAlias")));
    Map<String, Object> node =
        Map.of(
            "name",
            VIRTUAL_HOST,
            "type",
            "BDB",
            "defaultVirtualHostNode",
            true,
            "storePath",
            folder.resolve("store").toString(),
            "virtualHostInitialConfiguration",
            json.writeValueAsString(store));
    Path file = folder.resolve("initial.json");
    json.writeValue(
        file.toFile(),
        Map.of(
            "name", "embedded",
            "modelVersion", "9.1",
            "authenticationproviders", List.of(logins),
            "ports", List.of(amqp),
            "virtualhostnodes", List.of(node)));
    return file.toUri().toString();
  }

  private static String emptyFile(Path folder) throws IOException {
    Path file = folder.resolve("system.properties");
    Files.writeString(file, "");
    return file.toUri().toString();
  }

  /** The launcher tells its failures to its listener and throws none. */
  private static final class Watch extends DefaultSystemLauncherListener {

    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final AtomicReference<SystemConfig<?>> system = new AtomicReference<>();

    @Override
    public void errorOnStartup(RuntimeException e) {
      failure.set(e);
    }

    @Override
    public void onContainerResolve(SystemConfig<?> systemConfig) {
      system.set(systemConfig);
    }

    /**
     * The broker stops itself on a signal, beside the program that still drains its jobs through
     * it. It has no setting for that, so its hook is taken out.
     */
    void leaveShutdownToTheProgram() {
      try {
        Field hook = BrokerImpl.class.getDeclaredField("_shutdownHook");
        hook.setAccessible(true);
        Object broker = system.get().getContainer();
        Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker));
      } catch (ReflectiveOperationException | IllegalStateException e) {
        log.debug("the embedded broker keeps its shutdown hook", e);
      }
    }
  }
}
