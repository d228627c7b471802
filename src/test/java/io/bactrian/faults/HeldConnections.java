package io.bactrian.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that each begin a request whose body does not come: half of them silent, half of them
 * with a byte now and then. What the hub closes is opened again.
 */
final class HeldConnections implements AutoCloseable {

  private static final Duration DRIP = Duration.ofSeconds(2);
  private static final Duration TURN = Duration.ofMillis(20);

  private final InetSocketAddress address;
  private final byte[] head;
  private final List<Held> held = new ArrayList<>();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::hold, "held-connections");
  private volatile boolean ended;
  private final AtomicInteger opened = new AtomicInteger();

  /**
   * Opens them all and returns.
   *
   * @param headers without {@code Content-Length}
   */
  HeldConnections(int port, int count, String path, String... headers) {
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    head =
        "POST %s HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000000\r\n%s\r\n\r\n"
            .formatted(path, String.join("\r\n", headers))
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      held.add(new Held(i % 2 == 0));
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Connections opened so far, the ones anew included. */
  int opened() {
    return opened.get();
  }

  /** How often each status was read. */
  Map<String, Integer> answers() {
    return new TreeMap<>(answers);
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    held.forEach(Held::drop);
  }

  private void hold() {
    while (!ended) {
      held.forEach(Held::turn);
      LockSupport.parkNanos(TURN.toNanos());
    }
  }

  private final class Held {
    private final boolean silent;
    private final ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
    private SocketChannel channel;
    private long dripped;
    private boolean counted;

    Held(boolean silent) {
      this.silent = silent;
    }

    void turn() {
      try {
        if (channel == null) {
          open();
        }
        read();
        if (channel != null && !silent && System.nanoTime() - dripped > DRIP.toNanos()) {
          dripped = System.nanoTime();
          channel.write(ByteBuffer.wrap(new byte[] {' '}));
        }
      } catch (IOException e) {
        drop();
      }
    }

    private void open() throws IOException {
      SocketChannel fresh = SocketChannel.open();
      channel = fresh;
      fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
      fresh.connect(address);
      fresh.write(ByteBuffer.wrap(head));
      fresh.configureBlocking(false);
      answer.clear();
      counted = false;
      dripped = System.nanoTime();
      opened.incrementAndGet();
    }

    private void read() throws IOException {
      int read = channel.read(answer);
      if (!counted && answer.position() >= 12) {
        counted = true;
        String line = new String(answer.array(), 0, 12, StandardCharsets.US_ASCII);
        answers.merge(line.substring(9), 1, Integer::sum);
      }
      if (read < 0 || !answer.hasRemaining()) {
        drop();
      }
    }

    private void drop() {
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        channel = null;
      }
    }
  }
}
