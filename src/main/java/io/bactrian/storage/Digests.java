package io.bactrian.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes that media are known by. */
public final class Digests {

  private Digests() {}

  public static MessageDigest sha256() {
    return of("SHA-256");
  }

  /** What S3 knows objects by; no protection against anybody. */
  public static MessageDigest md5() {
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
