package io.bactrian.servers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * One server of the distribution as a private process: a free loopback port that stays the same
 * over restarts, and data in a temporary folder that goes away with {@link #close()}.
 */
public abstract class NativeServer implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(90);
  private static final Duration STOPPED = Duration.ofSeconds(30);
  private static final int FIRST_PORT = 10_000;
  private static final int LAST_PORT = 25_000;

  private final Path folder;
  private final int port;
  private final Thread atExit = new Thread(this::remove);
  private Process process;

  protected NativeServer(String name) {
    try {
      folder = Files.createTempDirectory("bactrian-" + name + "-");
      // A server that root starts under another account has to pass through.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = freePort();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** The port clients use, on 127.0.0.1. */
  public final int port() {
    return port;
  }

  /** Starts the server on the data it has and returns when clients can work with it. */
  public final void start() {
    if (isRunning()) {
      return;
    }
    try {
      prepare();
      process = spawn("server", command(), environment());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await(getClass().getSimpleName() + " in " + folder)
        .atMost(READY)
        .pollInterval(Duration.ofMillis(100))
        .failFast("it ended while starting, see server.log", () -> !process.isAlive())
        .ignoreExceptions()
        .until(this::answers);
  }

  /** Stops it the way an operator would, with everything written. */
  public final void stop() {
    if (process == null) {
      return;
    }
    var children = process.descendants().toList();
    try {
      askToStop(mainProcess());
      if (!process.waitFor(STOPPED.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(getClass().getSimpleName() + " did not stop");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(children.stream());
      process = null;
    }
  }

  /** SIGKILL to the server and all its processes: what a power cut leaves behind. */
  public final void kill() {
    if (process != null) {
      end(Stream.concat(Stream.of(process.toHandle()), process.descendants().toList().stream()));
      process = null;
    }
  }

  /** Stops the server if it runs, and starts it on the same port with the same data. */
  public final void restart() {
    stop();
    start();
  }

  public final boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** What its processes that live have used of the processors so far. */
  public final Duration cpu() {
    return cpu(Stream.concat(Stream.of(process.toHandle()), process.descendants()));
  }

  /** The same of any processes. */
  public static Duration cpu(Stream<ProcessHandle> processes) {
    return processes
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public final void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** Where data, logs and configuration of this server lie. */
  protected final Path folder() {
    return folder;
  }

  /** Makes ready what the server needs; called before every start. */
  protected void prepare() throws IOException {}

  protected abstract List<String> command();

  protected Map<String, String> environment() {
    return Map.of();
  }

  /** One exchange with the server in its own protocol; throws or is false until it is ready. */
  protected abstract boolean answers() throws Exception;

  /** The process that takes SIGTERM, where that is not the one that was started. */
  protected ProcessHandle mainProcess() {
    return process.toHandle();
  }

  /** Asks the server to end in order: SIGTERM, where that does not wait for the clients to go. */
  protected void askToStop(ProcessHandle server) throws IOException {
    server.destroy();
  }

  /** Ends what {@link #prepare()} started beside the server. */
  protected void killCompanions() {}

  protected final Process spawn(String log, List<String> command, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(Redirect.appendTo(folder.resolve(log + ".log").toFile()));
    return builder.start();
  }

  /**
   * A port that stays free while its server is down: below those the kernel gives to outgoing
   * connections, or a client that knocks again and again would at last connect to itself.
   */
  public static int freePort() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      var port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Taken: another one.
      }
    }
    throw new IllegalStateException("no free port");
  }

  protected static void end(Stream<ProcessHandle> processes) {
    var all = processes.toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(gone -> gone.onExit().orTimeout(STOPPED.toSeconds(), TimeUnit.SECONDS).join());
  }

  private void remove() {
    kill();
    killCompanions();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
