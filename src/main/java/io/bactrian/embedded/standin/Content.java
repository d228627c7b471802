package io.bactrian.embedded.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Bytes that can be written out again and again without being held in memory. */
public interface Content {

  /** In bytes. */
  long length();

  void writeTo(OutputStream out) throws IOException;

  static Content of(byte[] bytes) {
    byte[] own = bytes.clone();
    return new Content() {
      @Override
      public long length() {
        return own.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(own);
      }
    };
  }

  /** The byte at index i is i times 31, modulo 256. */
  static Content generated(long length) {
    return new GeneratedContent(new byte[0], length);
  }

  /** Begins with these bytes, so that it is taken for what it is not all of; then generated. */
  static Content generated(byte[] beginning, long length) {
    return new GeneratedContent(beginning, length);
  }

  /** SHA-256 of all of it. */
  default byte[] sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return digest.digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
