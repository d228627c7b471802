package io.bactrian.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** A real Redis, its append-only file on; its static binary comes from a Maven artifact. */
final class RedisServer {

  private static final String VERSION = "7.0.15";

  private RedisServer() {}

  /** Starts it on loopback, after stopping one that a killed program left; stops it when closed. */
  static AutoCloseable start(Path folder, int port, EmbeddedSettings settings) throws Exception {
    Path executable = unpack(folder);
    Path pidFile = folder.resolve("redis.pid");
    Orphan.find(pidFile, executable)
        .ifPresent(process -> Orphan.stop(process, settings.stopTimeout()));
    Files.deleteIfExists(pidFile);
    Ports.requireFree(EmbeddedServer.REDIS, port);
    Path log = folder.resolve("redis.log");
    Process launch =
        new ProcessBuilder(command(executable, port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (launch.waitFor() != 0) {
      throw new IOException("it ended with " + launch.exitValue() + ", see " + log);
    }
    Await.until(
        "an answer of Redis, see " + log, settings.startTimeout(), () -> answers(port, pidFile));
    ProcessHandle process =
        Orphan.find(pidFile, executable)
            .orElseThrow(() -> new IOException("it ended at once, see " + log));
    return () -> {
      Orphan.stop(process, settings.stopTimeout());
      Files.deleteIfExists(pidFile);
    };
  }

  /**
   * As a daemon it has a session of its own, so that Ctrl-C in the terminal leaves it to the
   * program, which still drains its jobs through it.
   */
  private static List<String> command(Path executable, int port) {
    return List.of(
        executable.toString(),
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--daemonize",
        "yes",
        "--pidfile",
        "redis.pid",
        "--logfile",
        "redis.log",
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--save",
        "",
        "--maxmemory-policy",
        "noeviction");
  }

  private static Path unpack(Path folder) throws IOException {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    String machine = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm64" : "amd64";
    String name = "redis-server-" + VERSION + "-" + system + "-" + machine;
    Path executable = folder.resolve(name);
    if (Files.notExists(executable)) {
      Path fresh = folder.resolve(name + ".new");
      try (InputStream in = RedisServer.class.getResourceAsStream("/" + name)) {
        if (in == null) {
          throw new IOException("no " + name + " on the class path");
        }
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!fresh.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + fresh + " executable");
      }
      Files.move(fresh, executable, StandardCopyOption.ATOMIC_MOVE);
    }
    return executable;
  }

  /** It answers an error while it still loads its data. */
  private static boolean answers(int port, Path pidFile) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+' && Files.exists(pidFile);
    } catch (IOException e) {
      return false;
    }
  }
}
