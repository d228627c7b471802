package io.bactrian.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What goes wrong with a piece of data on its way; an exception resets the connection. */
@FunctionalInterface
interface Toxic {

  /** Where a piece of data comes from, and where it was going. */
  enum Way {
    REQUEST,
    ANSWER
  }

  /** One piece of data, and the connection it belongs to. */
  record Piece(
      ProxiedConnection connection, Way way, byte[] bytes, int length, OutputStream forward) {

    String text() {
      return new String(bytes, 0, length, ISO_8859_1);
    }

    void pass() throws IOException {
      forward.write(bytes, 0, length);
      forward.flush();
    }
  }

  Toxic NONE = Piece::pass;

  void on(Piece piece) throws IOException;

  static Toxic latency(Duration delay) {
    return piece -> {
      LockSupport.parkNanos(delay.toNanos());
      piece.pass();
    };
  }

  static Toxic slow(int bytesPerSecond) {
    return piece -> {
      for (int at = 0; at < piece.length(); ) {
        int part = Math.min(Math.max(1, bytesPerSecond / 10), piece.length() - at);
        piece.forward().write(piece.bytes(), at, part);
        piece.forward().flush();
        at += part;
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(part) / bytesPerSecond);
      }
    };
  }

  /** Held until it is healed, then passed on. */
  static Toxic stall() {
    return piece -> {
      piece.connection().awaitHealed();
      piece.pass();
    };
  }

  /** Every n-th request that holds the text is thrown away, and its connection reset. */
  static Toxic lostRequests(String text, int every) {
    AtomicInteger seen = new AtomicInteger();
    return piece -> {
      if (piece.way() == Way.REQUEST
          && piece.text().contains(text)
          && seen.incrementAndGet() % every == 0) {
        throw new IOException("request lost");
      }
      piece.pass();
    };
  }

  /** Every n-th request that holds the text arrives, but the answer to it gets lost. */
  static Toxic lostAnswers(String text, int every) {
    AtomicInteger seen = new AtomicInteger();
    return piece -> {
      if (piece.way() == Way.REQUEST
          && piece.text().contains(text)
          && seen.incrementAndGet() % every == 0) {
        piece.connection().loseAnswer();
      } else if (piece.way() == Way.ANSWER && piece.connection().losesAnswer()) {
        throw new IOException("answer lost");
      }
      piece.pass();
    };
  }

  /** HTTP requests of that method are answered this status by the proxy itself. */
  static Toxic status(String method, int status) {
    return piece -> {
      if (piece.way() == Way.REQUEST && piece.text().startsWith(method + " ")) {
        String head =
            "HTTP/1.1 %d Trouble\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .formatted(status);
        piece.connection().answer(head.getBytes(ISO_8859_1));
        throw new IOException("answered");
      }
      piece.pass();
    };
  }

  /** The head of an answer arrives up to its first bytes, then the connection is reset. */
  static Toxic cutAnswers(String beginning) {
    return piece -> {
      if (piece.way() == Way.ANSWER && piece.text().startsWith(beginning)) {
        piece.forward().write(piece.bytes(), 0, Math.min(beginning.length(), piece.length()));
        piece.forward().flush();
        throw new IOException("cut");
      }
      piece.pass();
    };
  }

  /** Overwrites what stands behind a text in answers with as many zeros. */
  static Toxic spoil(String text, int count) {
    return piece -> {
      int at = piece.way() == Way.ANSWER ? piece.text().indexOf(text) : -1;
      for (int i = 0; at >= 0 && i < count && at + text.length() + i < piece.length(); i++) {
        piece.bytes()[at + text.length() + i] = '0';
      }
      piece.pass();
    };
  }

  /** Inverts a byte of every piece of a request that is no head: of a body. */
  static Toxic flip(String method) {
    return piece -> {
      if (piece.way() == Way.REQUEST
          && !piece.text().startsWith(method)
          && piece.length() > Byte.MAX_VALUE) {
        piece.bytes()[piece.length() / 2] ^= 1;
      }
      piece.pass();
    };
  }
}
