package io.bactrian.decode;

import io.bactrian.web.SpooledBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Copies a body byte for byte, but for its inline base64, which it measures, hashes and claims. */
final class ClaimingCopy {

  private final UUID eventId;
  private final SpooledBody body;
  private final long maxSize;
  private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
  private final List<InlineMedia> media = new ArrayList<>();
  private final List<byte[]> digests = new ArrayList<>();

  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private long offset;

  /**
   * @param maxSize largest copy, in bytes
   */
  ClaimingCopy(UUID eventId, SpooledBody body, long maxSize) {
    this.eventId = eventId;
    this.body = body;
    this.maxSize = maxSize;
  }

  /**
   * @param quotes offsets of the opening quotes of the texts to claim, ascending
   * @throws NotUnderstoodException if what is left is too large
   */
  byte[] withClaims(List<Long> quotes) throws NotUnderstoodException, IOException {
    try (InputStream in = body.open()) {
      for (long quote : quotes) {
        copyUntil(in, quote);
        claim(in);
      }
      copyUntil(in, body.size());
    }
    return copy.toByteArray();
  }

  List<InlineMedia> media() {
    return List.copyOf(media);
  }

  /** SHA-256 of the text as received: decoding it is not needed to know it again. */
  byte[] digest(int index) {
    return digests.get(index);
  }

  private void copyUntil(InputStream in, long end) throws NotUnderstoodException, IOException {
    if (copy.size() + end - offset > maxSize) {
      throw new NotUnderstoodException(
          "more than " + maxSize + " bytes even without its inline media files");
    }
    while (offset < end) {
      require(in);
      int count = (int) Math.min(limit - position, end - offset);
      copy.write(buffer, position, count);
      advance(count);
    }
  }

  private void claim(InputStream in) throws IOException {
    require(in);
    if (buffer[position] != '"') {
      throw new IllegalStateException("no text at " + offset);
    }
    advance(1);
    long start = offset;
    MessageDigest digest = Fingerprint.sha256();
    skipText(in, digest);
    InlineMedia found = new InlineMedia(eventId, media.size(), body, start, offset - start);
    advance(1);
    if (offset - 1 == start) {
      copy.writeBytes("\"\"".getBytes(StandardCharsets.US_ASCII));
      return;
    }
    media.add(found);
    digests.add(digest.digest());
    copy.writeBytes(('"' + found.claim() + '"').getBytes(StandardCharsets.US_ASCII));
  }

  /** Stops at the closing quote. */
  private void skipText(InputStream in, MessageDigest digest) throws IOException {
    boolean escaped = false;
    while (true) {
      require(in);
      int i = position;
      while (i < limit && (escaped || buffer[i] != '"')) {
        escaped = !escaped && buffer[i] == '\\';
        i++;
      }
      boolean closed = i < limit;
      digest.update(buffer, position, i - position);
      advance(i - position);
      if (closed) {
        return;
      }
    }
  }

  private void require(InputStream in) throws IOException {
    if (position == limit) {
      limit = in.read(buffer);
      position = 0;
      if (limit <= 0) {
        throw new IOException("the body ended before its time");
      }
    }
  }

  private void advance(int count) {
    position += count;
    offset += count;
  }
}
