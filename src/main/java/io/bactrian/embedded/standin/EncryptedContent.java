package io.bactrian.embedded.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A media file as WhatsApp's host keeps it: AES-256-CBC with padding, then the first ten bytes of
 * HMAC-SHA256 over iv and ciphertext. Encrypted as it is written.
 */
final class EncryptedContent implements Content {

  private static final int MAC_LENGTH = 10;

  private final Content plain;
  private final MediaKeys keys;

  EncryptedContent(Content plain, MediaKeys keys) {
    this.plain = plain;
    this.keys = keys;
  }

  @Override
  public long length() {
    return (plain.length() / 16 + 1) * 16 + MAC_LENGTH;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(keys.cipherKey(), "AES"),
          new IvParameterSpec(keys.iv()));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.macKey(), "HmacSHA256"));
      mac.update(keys.iv());
      plain.writeTo(new Encrypting(out, cipher, mac));
      byte[] last = cipher.doFinal();
      mac.update(last);
      out.write(last);
      out.write(mac.doFinal(), 0, MAC_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Encrypting extends OutputStream {

    private final OutputStream out;
    private final Cipher cipher;
    private final Mac mac;

    Encrypting(OutputStream out, Cipher cipher, Mac mac) {
      this.out = out;
      this.cipher = cipher;
      this.mac = mac;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      byte[] encrypted = cipher.update(bytes, from, length);
      if (encrypted != null) {
        mac.update(encrypted);
        out.write(encrypted);
      }
    }
  }
}
