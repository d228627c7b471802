package io.bactrian.media;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes that media are known by. */
final class Digests {

  private Digests() {}

  static MessageDigest sha256() {
    return of("SHA-256");
  }

  /** What S3 knows objects by; no protection against anybody. */
  static MessageDigest md5() {
    return of("MD5");
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
