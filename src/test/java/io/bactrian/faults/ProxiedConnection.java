package io.bactrian.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One connection through a {@link FaultProxy}. */
final class ProxiedConnection {

  private static final int PIECE = 16 << 10;
  private static final Duration LOOK = Duration.ofMillis(20);

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final AtomicBoolean losesAnswer = new AtomicBoolean();
  private final AtomicInteger open = new AtomicInteger(2);

  ProxiedConnection(FaultProxy proxy, Socket client, Socket server) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  /** Passes data on in both directions until both are at their end. */
  void run(Executor threads, Runnable ended) {
    threads.execute(() -> pass(client, server, Toxic.Way.REQUEST, ended));
    pass(server, client, Toxic.Way.ANSWER, ended);
  }

  /** Both sides see a connection reset. */
  void reset() {
    reset(client);
    reset(server);
  }

  void loseAnswer() {
    losesAnswer.set(true);
  }

  boolean losesAnswer() {
    return losesAnswer.get();
  }

  /** Answers in the server's place. */
  void answer(byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
    client.getOutputStream().flush();
    client.shutdownOutput();
    // A reset at once would take the answer along.
    InputStream rest = client.getInputStream();
    byte[] ignored = new byte[PIECE];
    client.setSoTimeout(500);
    while (rest.read(ignored) >= 0) {
      // Until the client has sent all, or lets go.
    }
  }

  /** Returns when the proxy lets data pass again, or the connection is gone. */
  void awaitHealed() {
    Toxic toxic = proxy.toxic();
    while (proxy.toxic() == toxic && !client.isClosed()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  private void pass(Socket from, Socket to, Toxic.Way way, Runnable ended) {
    byte[] bytes = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        proxy.toxic().on(new Toxic.Piece(this, way, bytes, length, out));
      }
      to.shutdownOutput();
      if (open.decrementAndGet() == 0) {
        from.close();
        to.close();
        ended.run();
      }
    } catch (IOException e) {
      reset();
      ended.run();
    }
  }
}
