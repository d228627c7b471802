package io.bactrian.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals as WhatsApp's senders do, by the description of the scheme and not by the hub's code. */
public final class Sealing {

  public final byte[] secret = random(32);
  public final byte[] iv = random(12);

  /** The sealed bytes, with the tag at the end. */
  public byte[] seal(
      String id, String author, String speaker, String label, boolean bound, byte[] plaintext) {
    try {
      byte[] extracted = hmac(new byte[32], secret);
      ByteArrayOutputStream info = new ByteArrayOutputStream();
      for (String part : new String[] {id, author, speaker, label}) {
        info.writeBytes(part.getBytes(UTF_8));
      }
      info.write(1);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(hmac(extracted, info.toByteArray()), "AES"),
          new GCMParameterSpec(128, iv));
      if (bound) {
        cipher.updateAAD((id + "\0" + speaker).getBytes(UTF_8));
      }
      return cipher.doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes as Evolution since 2.3.3 sends them. */
  public static void put(ObjectNode holder, String name, byte[] bytes) {
    ObjectNode indexed = holder.putObject(name);
    for (int i = 0; i < bytes.length; i++) {
      indexed.put(String.valueOf(i), bytes[i] & 0xff);
    }
  }

  /** One field of Protocol Buffers that has a length. */
  public static byte[] field(int number, byte[]... contents) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      inner.writeBytes(content);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (long) number << 3 | 2);
    varint(out, inner.size());
    out.writeBytes(inner.toByteArray());
    return out.toByteArray();
  }

  public static byte[] field(int number, String text) {
    return field(number, text.getBytes(UTF_8));
  }

  /** One field that is a number. */
  public static byte[] number(int number, long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (long) number << 3);
    varint(out, value);
    return out.toByteArray();
  }

  /** How a vote names an option. */
  public static byte[] option(String name) {
    try {
      return field(1, MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
