package io.bactrian.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;

/** A Redis Sentinel of the distribution that watches one Redis. */
public final class NativeSentinel extends NativeServer {

  public static final String MASTER = "bactrian-master";

  private final int master;

  /**
   * @param master port of the Redis it watches
   */
  public NativeSentinel(int master) {
    super("sentinel");
    this.master = master;
  }

  @Override
  protected void prepare() throws IOException {
    Files.writeString(
        folder().resolve("sentinel.conf"),
        """
        port %d
        bind 127.0.0.1
        sentinel monitor %s 127.0.0.1 %d 1
        """
            .formatted(port(), MASTER, master));
  }

  @Override
  protected List<String> command() {
    return List.of(
        Programs.inPath("redis-server").orElseThrow().toString(),
        folder().resolve("sentinel.conf").toString(),
        "--sentinel");
  }

  @Override
  protected boolean answers() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      return new String(socket.getInputStream().readNBytes(5), US_ASCII).equals("+PONG");
    }
  }
}
