package io.bactrian.derive;

import io.bactrian.derive.tool.UnderivableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Loudness over time, from samples as they come: however long the sound, it takes little memory.
 */
final class Waveform {

  /** As many as WhatsApp shows. */
  static final int VALUES = 64;

  /** Samples a second that it wants, mono, 16 bits, little endian. */
  static final int RATE = 8000;

  private static final int MOST_BLOCKS = 1 << 12;
  private static final int FULL = 100;

  private int[] peaks = new int[MOST_BLOCKS];
  private int blocks;
  private long samplesPerBlock = 1;
  private long inBlock;
  private long samples;

  /**
   * Reads to the end.
   *
   * @param maxSeconds after which a sound is too long
   */
  void read(InputStream pcm, long maxSeconds) throws IOException, UnderivableException {
    byte[] chunk = new byte[1 << 14];
    for (int n = pcm.readNBytes(chunk, 0, chunk.length);
        n > 0;
        n = pcm.readNBytes(chunk, 0, chunk.length)) {
      for (int i = 0; i + 1 < n; i += 2) {
        add(Math.abs((chunk[i + 1] << Byte.SIZE) | (chunk[i] & 0xff)));
      }
      if (samples > maxSeconds * RATE) {
        throw new UnderivableException("longer than " + maxSeconds + " s");
      }
    }
  }

  private void add(int loudness) {
    if (inBlock == samplesPerBlock) {
      blocks++;
      inBlock = 0;
      if (blocks == MOST_BLOCKS) {
        halve();
      }
    }
    peaks[blocks] = Math.max(peaks[blocks], loudness);
    inBlock++;
    samples++;
  }

  private void halve() {
    int[] fewer = new int[MOST_BLOCKS];
    for (int i = 0; i < MOST_BLOCKS; i++) {
      fewer[i / 2] = Math.max(fewer[i / 2], peaks[i]);
    }
    peaks = fewer;
    blocks = MOST_BLOCKS / 2;
    samplesPerBlock *= 2;
  }

  double seconds() {
    return (double) samples / RATE;
  }

  /** 64 values from 0 to 100, the loudest being 100; all 0 for silence. */
  byte[] values() {
    byte[] values = new byte[VALUES];
    int used = inBlock == 0 ? blocks : blocks + 1;
    int loudest = Arrays.stream(peaks).max().orElse(0);
    if (loudest == 0 || used == 0) {
      return values;
    }
    for (int i = 0; i < VALUES; i++) {
      int from = (int) ((long) i * used / VALUES);
      int to = Math.max(from + 1, (int) ((long) (i + 1) * used / VALUES));
      int peak = 0;
      for (int block = from; block < Math.min(to, used); block++) {
        peak = Math.max(peak, peaks[block]);
      }
      values[i] = (byte) Math.round((double) peak * FULL / loudest);
    }
    return values;
  }
}
