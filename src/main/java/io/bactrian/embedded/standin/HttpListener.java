package io.bactrian.embedded.standin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * HTTP/1.1 on a port of one address, a thread for each connection. By hand, for an HTTP library
 * would not let a connection be reset in the middle of an answer.
 */
final class HttpListener implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final ServerSocket socket;
  private final Function<Request, Reply> site;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  HttpListener(String host, int port, Function<Request, Reply> site) throws IOException {
    this.site = site;
    socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
  }

  /** Takes connections from now on; until then they wait. */
  void start() {
    spawn(this::accept, "stand-in");
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        spawn(() -> serve(connection), "stand-in-connection");
      } catch (IOException e) {
        // Closed, or out of file descriptors for a moment: the loop's condition tells which.
        Thread.onSpinWait();
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      OutputStream out = new BufferedOutputStream(connection.getOutputStream(), 64 * 1024);
      RequestReader reader =
          new RequestReader(new BufferedInputStream(connection.getInputStream()), out);
      ReplyWriter writer = new ReplyWriter(connection, out);
      boolean again = true;
      while (again) {
        Request request = reader.read();
        again = request != null && writer.write(request, reply(request));
      }
    } catch (IOException e) {
      // The other side went away, or a fault cut the connection.
      connections.remove(connection);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(connection);
    }
  }

  /** A request that nobody foresaw is answered, so that a test sees why instead of an end. */
  private Reply reply(Request request) {
    try {
      return site.apply(request);
    } catch (RuntimeException e) {
      return new Reply(Answer.json(500, Map.of("status", 500, "error", e.toString())), null);
    }
  }

  private static void spawn(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
