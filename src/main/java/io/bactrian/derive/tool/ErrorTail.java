package io.bactrian.derive.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** Reads what a program complains of, and keeps the end of it: a crafted file complains a lot. */
public final class ErrorTail {

  private static final int KEPT = 4096;

  private final byte[] kept = new byte[KEPT];
  private final Thread reader;
  private long read;

  public ErrorTail(InputStream errors) {
    reader = new Thread(() -> read(errors), "derive-errors");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream errors) {
    byte[] chunk = new byte[KEPT];
    try (errors) {
      for (int n = errors.read(chunk); n >= 0; n = errors.read(chunk)) {
        keep(chunk, n);
      }
    } catch (IOException e) {
      // The process is gone; what it said so far is all there is.
      return;
    }
  }

  private synchronized void keep(byte[] chunk, int length) {
    for (int i = 0; i < length; i++) {
      kept[(int) (read++ % KEPT)] = chunk[i];
    }
  }

  /** The end of it once the program has ended; waits shortly for the last of it. */
  public String text() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return soFar();
  }

  private synchronized String soFar() {
    int length = (int) Math.min(read, KEPT);
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = kept[(int) ((read - length + i) % KEPT)];
    }
    return new String(text, UTF_8);
  }
}
