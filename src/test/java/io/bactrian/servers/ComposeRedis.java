package io.bactrian.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Redis of the distribution as the compose file starts it, with its users. */
final class ComposeRedis extends NativeServer {

  static final String HUB_PASSWORD = "hub-secret";
  static final String EVOLUTION_PASSWORD = "evolution-secret";

  ComposeRedis() {
    super("compose-redis");
  }

  @Override
  protected List<String> command() {
    return List.of(
        "sh",
        Path.of("deploy", "redis", "start.sh").toAbsolutePath().toString(),
        "--port",
        String.valueOf(port()),
        "--bind",
        "127.0.0.1");
  }

  @Override
  protected Map<String, String> environment() {
    return Map.of(
        "REDIS_PASSWORD",
        HUB_PASSWORD,
        "EVOLUTION_REDIS_PASSWORD",
        EVOLUTION_PASSWORD,
        "REDIS_USERS_FILE",
        usersFile().toString());
  }

  Path usersFile() {
    return folder().resolve("users.acl");
  }

  /** What the kernel shows of the running program to everybody. */
  String commandLine() throws IOException {
    return Files.readString(
        Path.of("/proc", String.valueOf(mainProcess().pid()), "cmdline"), US_ASCII);
  }

  @Override
  protected boolean answers() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(("AUTH bactrian " + HUB_PASSWORD + "\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readNBytes(3), US_ASCII).equals("+OK");
    }
  }
}
