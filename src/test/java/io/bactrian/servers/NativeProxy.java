package io.bactrian.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The proxy of the compose file, as the distribution has it, with the configuration that the
 * compose file gives it: only the addresses are others.
 */
public final class NativeProxy extends NativeServer {

  private static final Path CONFIGURATION = Path.of("deploy", "haproxy", "haproxy.cfg");

  private final int hubPort;
  private final int managementPort;

  /** In front of one hub on this machine. */
  public NativeProxy(int hubPort, int managementPort) {
    super("proxy");
    this.hubPort = hubPort;
    this.managementPort = managementPort;
  }

  public static boolean available() {
    return Programs.inPath("haproxy").isPresent();
  }

  @Override
  protected void prepare() throws IOException {
    String theirs = Files.readString(CONFIGURATION);
    String ours =
        theirs
            .replace("bind :8080", "bind 127.0.0.1:" + port())
            .replace("bind :8090", "bind 127.0.0.1:" + freePort())
            .replace("bind :8404", "bind 127.0.0.1:" + freePort())
            .replace("check port 8081", "check port " + managementPort)
            .replaceAll("resolvers docker init-addr none", "")
            .replaceAll("(?ms)^resolvers docker$.*?^$", "")
            .replace("server-template hub 10 hub:8080", "server hub1 127.0.0.1:" + hubPort);
    Files.writeString(configuration(), ours);
  }

  @Override
  protected List<String> command() {
    return List.of(
        Programs.inPath("haproxy").orElseThrow().toString(),
        "-db",
        "-f",
        configuration().toString());
  }

  @Override
  protected Map<String, String> environment() {
    return Map.of("WEBHOOK_TOKEN", "none");
  }

  /** It answers 503 by itself until it has seen that the hub is ready. */
  @Override
  protected boolean answers() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write("GET /nothing HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      return answer.endsWith(" 404");
    }
  }

  private Path configuration() {
    return folder().resolve("haproxy.cfg");
  }
}
