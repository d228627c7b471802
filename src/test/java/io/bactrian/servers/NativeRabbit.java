package io.bactrian.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A RabbitMQ node of the distribution with a port mapper of its own, apart from any other Erlang of
 * the machine. Users are RabbitMQ's own: guest with password guest.
 */
public final class NativeRabbit extends NativeServer {

  private static final String MAIN = "beam.smp";
  private static final String CONFIGURATION = "rabbitmq.conf";

  private final int clusterPort = freePort();
  private final String node;
  private final String cookie;
  private final int mapperPort;
  private final List<String> members;
  private Process mapper;

  public NativeRabbit() {
    this("bactrian-test", UUID.randomUUID().toString(), freePort(), List.of());
  }

  private NativeRabbit(String name, String cookie, int mapperPort, List<String> members) {
    super("rabbit");
    this.node = name + "@localhost";
    this.cookie = cookie;
    this.mapperPort = mapperPort;
    this.members = members;
  }

  /** Nodes that make one cluster; the first is to be started first, and closed last. */
  public static List<NativeRabbit> cluster(int size) {
    String cookie = UUID.randomUUID().toString();
    int mapperPort = freePort();
    List<String> names =
        IntStream.rangeClosed(1, size).mapToObj(i -> "bactrian-test-" + i).toList();
    return names.stream().map(name -> new NativeRabbit(name, cookie, mapperPort, names)).toList();
  }

  /** What the node is called within its cluster. */
  public String node() {
    return node;
  }

  /** Runs one of RabbitMQ's own command line programs and returns what it prints. */
  public String control(String program, String... arguments) {
    var command = new ArrayList<String>();
    command.add(programs().orElseThrow().resolve(program).toString());
    command.addAll(List.of("-q", "-n", node));
    command.addAll(List.of(arguments));
    try {
      var builder =
          new ProcessBuilder(command).directory(folder().toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment());
      var running = builder.start();
      var output = new String(running.getInputStream().readAllBytes(), UTF_8);
      if (running.waitFor() != 0) {
        throw new IllegalStateException(program + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static boolean available() {
    return programs().isPresent() && Programs.inPath("epmd").isPresent();
  }

  @Override
  protected void prepare() throws IOException {
    if (mapper != null || Files.exists(folder().resolve(CONFIGURATION))) {
      return;
    }
    writeConfiguration();
    if (members.isEmpty() || node.startsWith(members.get(0) + "@")) {
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
    environment.put("RABBITMQ_NODENAME", node);
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
    Files.writeString(cookie, this.cookie);
    Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
    Files.writeString(folder().resolve("plugins"), "[].");
    var lines = new ArrayList<String>();
    lines.add("disk_free_limit.absolute = 50MB");
    if (!members.isEmpty()) {
      lines.add("cluster_formation.peer_discovery_backend = classic_config");
      for (int i = 0; i < members.size(); i++) {
        lines.add(
            "cluster_formation.classic_config.nodes.%d = %s@localhost"
                .formatted(i + 1, members.get(i)));
      }
    }
    Files.write(folder().resolve(CONFIGURATION), lines);
  }

  private static Optional<Path> programs() {
    return Programs.folderOf(
        "rabbitmq-server", Path.of("/usr/lib/rabbitmq"), "lib/rabbitmq_server-*/sbin");
  }
}
