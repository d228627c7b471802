package io.bactrian.faults;

import io.bactrian.servers.NativeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A bad network between a hub and one server, on loopback. Toxics work on connections that are open
 * already too, until {@link #heal()}.
 */
final class FaultProxy implements AutoCloseable {

  private final int target;
  private final int port = NativeServer.freePort();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Toxic toxic = Toxic.NONE;
  private ServerSocket listener;

  /** To a port of this machine. */
  FaultProxy(int target) {
    this.target = target;
    listen();
  }

  int port() {
    return port;
  }

  String authority() {
    return "127.0.0.1:" + port;
  }

  Toxic toxic() {
    return toxic;
  }

  /** Whatever was wrong, it is not any more. */
  void heal() {
    toxic = Toxic.NONE;
    if (listener.isClosed()) {
      listen();
    }
  }

  /** Refuses connections and resets those there are. */
  void down() {
    stopListening();
    reset();
  }

  /** Delays every piece of data, in both directions. */
  void latency(Duration delay) {
    toxic = Toxic.latency(delay);
  }

  /** Lets so many bytes pass in a second, on each connection and direction. */
  void slow(int bytesPerSecond) {
    toxic = Toxic.slow(bytesPerSecond);
  }

  /** Keeps connections open and lets nothing pass. */
  void stall() {
    toxic = Toxic.stall();
  }

  /** Resets every connection there is, once. */
  void reset() {
    connections.forEach(ProxiedConnection::reset);
  }

  /** Works on the data that passes, until it is healed. */
  void poison(Toxic poison) {
    toxic = poison;
  }

  @Override
  public void close() {
    down();
    threads.shutdownNow();
  }

  private void stopListening() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      listener = socket;
      threads.execute(() -> accept(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> connect(client));
      } catch (IOException e) {
        // Closed, or a client that did not wait.
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      ProxiedConnection connection = new ProxiedConnection(this, client, server);
      connections.add(connection);
      connection.run(threads, () -> connections.remove(connection));
    } catch (IOException e) {
      ProxiedConnection.reset(client);
    }
  }
}
