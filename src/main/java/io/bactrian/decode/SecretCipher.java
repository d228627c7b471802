package io.bactrian.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.chat.SecretKind;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens what is encrypted with a message's secret. The key is HKDF-SHA256 of the secret over the
 * message's id, who wrote it, who says something of it, and what kind of thing that is; the cipher
 * is AES-256-GCM. Which of a person's names was meant is not told: the tag refuses the wrong ones.
 */
public final class SecretCipher {

  /** A secret's length in bytes. */
  public static final int SECRET_LENGTH = 32;

  private static final int TAG_BITS = 128;
  private static final int IV_LENGTH = 12;

  private SecretCipher() {}

  /**
   * The plaintext.
   *
   * @param authors names of who wrote the message, without devices
   * @param speakers names of who says something of it
   * @return null if no pair of names opens it
   */
  public static byte[] open(
      Secret sealed,
      byte[] secret,
      String messageId,
      Collection<String> authors,
      Collection<String> speakers) {
    if (secret.length != SECRET_LENGTH
        || sealed.iv().length != IV_LENGTH
        || sealed.payload().length < TAG_BITS / 8) {
      return null;
    }
    for (String author : authors) {
      for (String speaker : speakers) {
        byte[] key = key(secret, messageId + author + speaker + sealed.kind().label());
        byte[] bound = (messageId + "\0" + speaker).getBytes(UTF_8);
        for (byte[] additional : additional(sealed.kind(), bound)) {
          byte[] plaintext = decrypt(key, sealed, additional);
          if (plaintext != null) {
            return plaintext;
          }
        }
      }
    }
    return null;
  }

  /**
   * Sealed bytes.
   *
   * @param payload with the tag at its end
   */
  public record Secret(SecretKind kind, byte[] payload, byte[] iv) {}

  /** Votes are bound to who casts them; answers to events are so by some senders. */
  private static List<byte[]> additional(SecretKind kind, byte[] bound) {
    return switch (kind) {
      case VOTE, EVENT_ANSWER -> List.of(bound, new byte[0]);
      case EDIT, EVENT_EDIT, REACTION, COMMENT -> List.of(new byte[0]);
    };
  }

  /** HKDF with a salt of 32 zeros; one block is as long as the key. */
  private static byte[] key(byte[] secret, String info) {
    byte[] extracted = hmac(new byte[SECRET_LENGTH], secret);
    byte[] text = info.getBytes(UTF_8);
    byte[] block = new byte[text.length + 1];
    System.arraycopy(text, 0, block, 0, text.length);
    block[text.length] = 1;
    return hmac(extracted, block);
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decrypt(byte[] key, Secret sealed, byte[] additional) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BITS, sealed.iv()));
      cipher.updateAAD(additional);
      return cipher.doFinal(sealed.payload());
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
