package io.bactrian.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A Redis of the distribution, with its append-only file on. */
public final class NativeRedis extends NativeServer {

  private final List<String> options;

  public NativeRedis() {
    this(List.of());
  }

  private NativeRedis(List<String> options) {
    super("redis");
    this.options = options;
  }

  /** The only node of a cluster; {@link #ownAllSlots()} makes it complete. */
  public static NativeRedis clustered() {
    return new NativeRedis(
        List.of("--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1"));
  }

  /** Gives all keys to this node of a cluster. */
  public void ownAllSlots() {
    try {
      if (!ask("CLUSTER ADDSLOTSRANGE 0 16383", 3).equals("+OK")) {
        throw new IllegalStateException("slots refused");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean available() {
    return Programs.inPath("redis-server").isPresent();
  }

  /** All keys gone, as by a mistaken command or a failover to an empty copy. */
  public void flush() {
    try {
      if (!ask("FLUSHALL", 3).equals("+OK")) {
        throw new IllegalStateException("FLUSHALL refused");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected List<String> command() {
    List<String> command = new ArrayList<>(alone());
    command.addAll(options);
    return command;
  }

  private List<String> alone() {
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
    return ask("PING", 5).equals("+PONG");
  }

  private String ask(String command, int length) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }
  }
}
