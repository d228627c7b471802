package io.bactrian.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What somebody with one of the tokens may do. Never holds the token itself. */
public final class Access {

  private static final String HMAC = "HmacSHA256";
  private static final int ID_BYTES = 6;

  private final byte[] digest;
  private final Role role;
  private final String id;

  Access(String token, Role role) {
    digest = sha256(token.strip().getBytes(UTF_8));
    this.role = role;
    // A digest of the digest: whoever reads it in a log or a table has nothing to sign with.
    id = HexFormat.of().formatHex(Arrays.copyOf(sha256(digest), ID_BYTES));
  }

  /** Tells tokens apart where people read who did something: twelve hex digits, no secret. */
  public String id() {
    return id;
  }

  public Role role() {
    return role;
  }

  public boolean mayAct() {
    return role == Role.OPERATOR;
  }

  /** Signs so that only a hub that knows the token can check it: gone with the token. */
  public byte[] sign(byte[] data) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(digest, HMAC));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isOf(byte[] otherDigest) {
    return MessageDigest.isEqual(digest, otherDigest);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
