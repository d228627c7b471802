package io.bactrian.embedded.standin;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;

/** A body on its way out, cut, slowed or changed as a fault tells. */
final class SpoiledStream extends OutputStream {

  private final OutputStream out;
  private final Socket socket;
  private final Fault fault;
  private long written;

  SpoiledStream(OutputStream out, Socket socket, Fault fault) {
    this.out = out;
    this.socket = socket;
    this.fault = fault;
  }

  static long bytes(Fault fault) {
    return fault.bytes() == null ? 0 : fault.bytes();
  }

  /** Closes so that the other side sees a reset instead of an end. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    switch (fault.action()) {
      case TRUNCATE, RESET -> cut(bytes, from, length);
      case DRIP -> drip(bytes, from, length);
      case FLIP -> flip(bytes, from, length);
      default -> out.write(bytes, from, length);
    }
    written += length;
  }

  private void cut(byte[] bytes, int from, int length) throws IOException {
    long left = bytes(fault) - written;
    if (length <= left) {
      out.write(bytes, from, length);
      return;
    }
    out.write(bytes, from, (int) left);
    out.flush();
    if (fault.action() == Fault.Action.RESET) {
      reset(socket);
    }
    throw new IOException("cut as told");
  }

  private void drip(byte[] bytes, int from, int length) throws IOException {
    int size = (int) Math.max(1, bytes(fault));
    for (int at = 0; at < length; at += size) {
      out.write(bytes, from + at, Math.min(size, length - at));
      out.flush();
      try {
        Thread.sleep(fault.millis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
  }

  private void flip(byte[] bytes, int from, int length) throws IOException {
    long at = bytes(fault) - written;
    byte[] copy = java.util.Arrays.copyOfRange(bytes, from, from + length);
    if (at >= 0 && at < length) {
      copy[(int) at] = (byte) ~copy[(int) at];
    }
    out.write(copy);
  }
}
