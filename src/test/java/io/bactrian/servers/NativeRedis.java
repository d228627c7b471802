package io.bactrian.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** A Redis of the distribution, with its append-only file on. */
public final class NativeRedis extends NativeServer {

  public NativeRedis() {
    super("redis");
  }

  public static boolean available() {
    return Programs.inPath("redis-server").isPresent();
  }

  @Override
  protected List<String> command() {
    return List.of(
        Programs.inPath("redis-server").orElseThrow().toString(),
        "--port",
        String.valueOf(port()),
        "--bind",
        "127.0.0.1",
        "--dir",
        folder().toString(),
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--save",
        "",
        "--maxmemory-policy",
        "noeviction");
  }

  @Override
  protected boolean answers() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      return new String(socket.getInputStream().readNBytes(5), US_ASCII).equals("+PONG");
    }
  }
}
