package io.bactrian.memory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Counts what a body of JSON would become in memory, byte by byte and without reading it as JSON:
 * the count itself costs nothing, whatever the body is. Its texts under a key {@code base64} are
 * left out, for nobody holds them.
 */
public final class BodyCensus {

  /** Bytes of heap, of a 64-bit JVM with compressed references, at the worst moment. */
  private static final long OBJECT = 170;

  private static final long ARRAY = 110;
  private static final long FIELD = 120;
  private static final long TEXT = 48;
  private static final long VALUE = 36;

  /** For each byte: the body as it is copied and kept, and what texts and numbers are built of. */
  private static final long OF_A_BYTE = 2;

  private static final long OF_A_BYTE_OF_CONTENT = 4;

  private static final byte[] INLINE_KEY = {'b', 'a', 's', 'e', '6', '4'};

  private long size;
  private long inlineBytes;
  private long contentBytes;
  private long texts;
  private long objects;
  private long arrays;
  private long fields;
  private long values;

  private boolean inText;
  private boolean escaped;
  private boolean afterInlineKey;
  private boolean inInline;

  /** How much of the text so far is the key of inline media; -1 once it can't be. */
  private int matched;

  private boolean lastWasInlineKey;

  private BodyCensus() {}

  /** Of a body in memory. */
  public static BodyCensus of(byte[] body) {
    try {
      return of(new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a body that is read to its end for it, and closed. */
  public static BodyCensus of(InputStream body) throws IOException {
    BodyCensus census = new BodyCensus();
    byte[] chunk = new byte[16 * 1024];
    try (body) {
      for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
        census.size += read;
        for (int i = 0; i < read; i++) {
          census.count(chunk[i]);
        }
      }
    }
    return census;
  }

  /** Bytes of the body. */
  public long size() {
    return size;
  }

  /**
   * Bytes of heap that decoding it needs at most, by estimate.
   *
   * @param largest bytes without inline media that are decoded at all
   */
  public long heap(long largest) {
    return OF_A_BYTE * Math.min(size - inlineBytes, largest)
        + OF_A_BYTE_OF_CONTENT * Math.min(contentBytes, largest)
        + TEXT * texts
        + OBJECT * objects
        + ARRAY * arrays
        + FIELD * fields
        + VALUE * values;
  }

  /** Bytes of heap that a body costs which is only kept as it came. */
  public static long heapOfBytes(long size) {
    return OF_A_BYTE * size;
  }

  private void count(byte next) {
    if (inText) {
      text(next);
      return;
    }
    switch (next) {
      case '"' -> {
        inText = true;
        inInline = afterInlineKey;
        matched = 0;
      }
      case '{' -> objects++;
      case '[' -> arrays++;
      case ':' -> {
        fields++;
        afterInlineKey = lastWasInlineKey;
        return;
      }
      case ',' -> values++;
      case ' ', '\t', '\r', '\n' -> {
        return;
      }
      default -> contentBytes++;
    }
    afterInlineKey = false;
  }

  private void text(byte next) {
    if (escaped) {
      escaped = false;
    } else if (next == '\\') {
      escaped = true;
      matched = -1;
    } else if (next == '"') {
      inText = false;
      texts++;
      lastWasInlineKey = matched == INLINE_KEY.length;
      return;
    } else {
      boolean goesOn = matched >= 0 && matched < INLINE_KEY.length && INLINE_KEY[matched] == next;
      matched = goesOn ? matched + 1 : -1;
    }
    if (inInline) {
      inlineBytes++;
    } else {
      contentBytes++;
    }
  }
}
