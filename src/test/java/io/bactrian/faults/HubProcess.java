package io.bactrian.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.Bactrian;
import io.bactrian.hub.HubClient;
import io.bactrian.servers.NativeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The hub in a JVM of its own, so that it can be killed. Its ports stay the same over restarts; its
 * log is {@code target/faults/<name>.log}.
 */
final class HubProcess implements AutoCloseable {

  static final String WEBHOOK_TOKEN = "webhook-token-of-faults";
  static final String API_TOKEN = "api-token-of-faults";

  private static final Duration READY = Duration.ofMinutes(4);
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final String name;
  private final Map<String, String> settings;
  private final List<String> program;
  private final HubImage image;
  // Quick to start; how fast it gets in the end is not the matter here.
  private final List<String> jvm =
      new ArrayList<>(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
  private final int port = NativeServer.freePort();
  private final int managementPort = NativeServer.freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread atExit = new Thread(this::kill);
  private Process process;
  private long launched;
  private Duration startTime;

  private HubProcess(
      String name, Map<String, String> settings, List<String> program, HubImage image) {
    this.name = name;
    this.settings = Map.copyOf(settings);
    this.program = program;
    this.image = image;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** The compiled classes, with the embedded servers on the class path. */
  static HubProcess ofClasses(String name, Map<String, String> settings) {
    HubImage image = HubImage.compiled();
    return new HubProcess(
        name, settings, List.of("-cp", image.classPath(), Bactrian.class.getName()), image);
  }

  /** The packaged jar. */
  static HubProcess ofJar(String name, Path jar, Map<String, String> settings) {
    return new HubProcess(name, settings, List.of("-jar", jar.toString()), null);
  }

  /** Replaces the limit of the heap, 512m otherwise. */
  HubProcess heap(String limit) {
    jvm.set(0, "-Xmx" + limit);
    return this;
  }

  /** Adds an option of the JVM. */
  HubProcess option(String option) {
    jvm.add(option);
    return this;
  }

  /** Starts it and returns when it is ready. */
  HubProcess start() {
    launch();
    awaitReady();
    return this;
  }

  /** Starts it and does not wait. */
  void launch() {
    launched = System.nanoTime();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    if (image != null) {
      command.addAll(image.options());
    }
    command.addAll(program);
    settings.forEach((key, value) -> command.add("--" + key + "=" + value));
    command.add("--server.port=" + port);
    command.add("--management.server.port=" + managementPort);
    command.add("--bactrian.webhook.token=" + WEBHOOK_TOKEN);
    command.add("--bactrian.api.token=" + API_TOKEN);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // What the build's environment names are not the servers of this test.
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("SPRING_") || key.startsWith("BACTRIAN_"));
    try {
      Path log = Files.createDirectories(Path.of("target", "faults")).resolve(name + ".log");
      builder.redirectOutput(Redirect.appendTo(log.toFile()));
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    await(name + " ready")
        .atMost(READY)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the hub ended, see target/faults/" + name + ".log", () -> !isAlive())
        .ignoreExceptions()
        .until(this::isReady);
    startTime = Duration.ofNanos(System.nanoTime() - launched);
    if (image != null) {
      image.archive(process);
    }
  }

  /** Whether it says that it is ready, asked once. */
  boolean isReadyNow() {
    try {
      return isReady();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What the management port answers of its health, or of a group. */
  HttpResponse<String> health(String group) {
    return managed("/health" + group);
  }

  /** What Prometheus reads. */
  String metrics() {
    return managed("/prometheus").body();
  }

  private HttpResponse<String> managed(String path) {
    try {
      return ask(path, Duration.ofSeconds(20), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** From the start of the last JVM to its readiness. */
  Duration startTime() {
    return startTime;
  }

  /** SIGKILL: nothing of it runs on, and nothing is tidied up. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
      waitFor(Duration.ofSeconds(30));
    }
  }

  /**
   * SIGTERM, as an orchestrator sends it.
   *
   * @return the exit code
   */
  int terminate(Duration limit) {
    process.destroy();
    if (!waitFor(limit)) {
      throw new IllegalStateException(name + " did not stop within " + limit);
    }
    return process.exitValue();
  }

  /** Waits for it to end by itself; empty if it did not within that time. */
  OptionalInt exitWithin(Duration limit) {
    return waitFor(limit) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
  }

  /** The running JVM. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  HubClient client() {
    return new HubClient(base(), WEBHOOK_TOKEN, API_TOKEN, new ObjectMapper());
  }

  /** Where it listens for webhooks and the API. */
  int port() {
    return port;
  }

  /** Where its health and metrics are. */
  int managementPort() {
    return managementPort;
  }

  /** The same by another address, a proxy's for one. */
  HubClient clientAt(int otherPort) {
    return new HubClient(
        "http://127.0.0.1:" + otherPort, WEBHOOK_TOKEN, API_TOKEN, new ObjectMapper());
  }

  /** The greatest resident size so far, in MiB, from {@code /proc}. */
  long peakMegabytes() {
    return megabytes(PEAK);
  }

  /** The resident size now, in MiB. */
  long residentMegabytes() {
    return megabytes(RESIDENT);
  }

  private long megabytes(Pattern line) {
    try {
      String status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
      return line.matcher(status).results().mapToLong(found -> Long.parseLong(found.group(1))).sum()
          / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private String base() {
    return "http://127.0.0.1:" + port;
  }

  private boolean isReady() throws IOException, InterruptedException {
    return ask("/health/readiness", Duration.ofSeconds(5), BodyHandlers.discarding()).statusCode()
        == 200;
  }

  private <T> HttpResponse<T> ask(String path, Duration limit, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    URI asked = URI.create("http://127.0.0.1:" + managementPort + "/actuator" + path);
    return http.send(HttpRequest.newBuilder(asked).timeout(limit).GET().build(), body);
  }

  private boolean waitFor(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
