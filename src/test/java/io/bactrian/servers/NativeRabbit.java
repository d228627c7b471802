package io.bactrian.servers;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A RabbitMQ node of the distribution with a port mapper of its own, apart from any other Erlang of
 * the machine. Users are RabbitMQ's own: guest with password guest.
 */
public final class NativeRabbit extends NativeServer {

  private static final String MAIN = "beam.smp";

  private final int mapperPort = freePort();
  private final int clusterPort = freePort();
  private Process mapper;

  public NativeRabbit() {
    super("rabbit");
  }

  public static boolean available() {
    return programs().isPresent() && Programs.inPath("epmd").isPresent();
  }

  @Override
  protected void prepare() throws IOException {
    if (mapper == null) {
      writeConfiguration();
      // Started here, the node finds it and starts none that would outlive it.
      mapper =
          spawn(
              "epmd",
              List.of(
                  Programs.inPath("epmd").orElseThrow().toString(),
                  "-port",
                  String.valueOf(mapperPort),
                  "-address",
                  "127.0.0.1"),
              Map.of());
    }
  }

  @Override
  protected List<String> command() {
    return List.of(programs().orElseThrow().resolve("rabbitmq-server").toString());
  }

  @Override
  protected Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    environment.put("HOME", folder().toString());
    environment.put("ERL_EPMD_PORT", String.valueOf(mapperPort));
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    environment.put("RABBITMQ_NODENAME", "bactrian-test@localhost");
    environment.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
    environment.put("RABBITMQ_NODE_PORT", String.valueOf(port()));
    environment.put("RABBITMQ_DIST_PORT", String.valueOf(clusterPort));
    environment.put("RABBITMQ_MNESIA_BASE", folder().resolve("mnesia").toString());
    environment.put("RABBITMQ_LOG_BASE", folder().resolve("log").toString());
    environment.put("RABBITMQ_CONFIG_FILE", folder().resolve("rabbitmq").toString());
    environment.put("RABBITMQ_PID_FILE", folder().resolve("pid").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder().resolve("plugins").toString());
    environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
    return environment;
  }

  @Override
  protected boolean answers() throws IOException, TimeoutException {
    var factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port());
    try (var connection = factory.newConnection()) {
      return connection.isOpen();
    }
  }

  /** The Erlang machine stops cleanly by itself; its start script would call rabbitmqctl. */
  @Override
  protected ProcessHandle mainProcess() {
    return super.mainProcess()
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith(MAIN))
        .findFirst()
        .orElseGet(super::mainProcess);
  }

  @Override
  protected void killCompanions() {
    if (mapper != null) {
      end(Stream.of(mapper.toHandle()));
    }
  }

  private void writeConfiguration() throws IOException {
    var cookie = folder().resolve(".erlang.cookie");
    Files.writeString(cookie, folder().getFileName().toString());
    Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
    Files.writeString(folder().resolve("plugins"), "[].");
    Files.writeString(folder().resolve("rabbitmq.conf"), "disk_free_limit.absolute = 50MB\n");
  }

  private static Optional<Path> programs() {
    return Programs.folderOf(
        "rabbitmq-server", Path.of("/usr/lib/rabbitmq"), "lib/rabbitmq_server-*/sbin");
  }
}
