package io.bactrian.derive;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Pictures made by the tests: a red left half and a blue right one. */
public final class Pictures {

  static final Color LEFT = Color.RED;
  static final Color RIGHT = Color.BLUE;
  static final int WEBP_SIDE = 16;
  static final int STICKER_SIDE = 512;

  private Pictures() {}

  static BufferedImage halves(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(LEFT);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(RIGHT);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    return image;
  }

  /** A picture that compresses badly. */
  static byte[] noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return encoded(image, "png");
  }

  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static byte[] jpeg(int width, int height) {
    return encoded(halves(width, height), "jpg");
  }

  /** A JPEG whose EXIF says which way up it is. */
  static byte[] oriented(int width, int height, int orientation) {
    byte[] jpeg = jpeg(width, height);
    byte[] exif =
        ByteBuffer.allocate(36)
            .putShort((short) 0xffe1)
            .putShort((short) 34)
            .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
            .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
            .putInt(8)
            .putShort((short) 1)
            .putShort((short) 0x0112)
            .putShort((short) 3)
            .putInt(1)
            .putShort((short) orientation)
            .putShort((short) 0)
            .putInt(0)
            .array();
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** A PNG of one grey value, a bit a pixel, whose pixels are really there, well compressed. */
  static byte[] plainPng(int width, int height) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    byte[] row = new byte[1 + (width + 7) / 8];
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
      for (int y = 0; y < height; y++) {
        deflater.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png(width, height, new byte[0], pixels.toByteArray());
  }

  /** A PNG that says it is a square of that many pixels a side, and has a few of them. */
  static byte[] liar(int side) {
    return png(side, side, new byte[0], new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
  }

  /** A PNG of 16 x 16 pixels with a colour profile that unfolds to so many bytes. */
  static byte[] profileBomb(int unfolded) {
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    profile.writeBytes("p\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(profile)) {
      byte[] zeros = new byte[1 << 16];
      for (int i = 0; i < unfolded; i += zeros.length) {
        deflater.write(zeros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
      deflater.write(new byte[16 * 3]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png(16, 16, chunk("iCCP", profile.toByteArray()), pixels.toByteArray());
  }

  private static byte[] png(int width, int height, byte[] more, byte[] pixels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1).array();
    out.writeBytes(chunk("IHDR", header));
    out.writeBytes(more);
    out.writeBytes(chunk("IDAT", pixels));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static byte[] chunk(String name, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] named =
        ByteBuffer.allocate(4 + content.length)
            .put(name.getBytes(StandardCharsets.US_ASCII))
            .put(content)
            .array();
    CRC32 crc = new CRC32();
    crc.update(named);
    try (DataOutputStream data = new DataOutputStream(out)) {
      data.writeInt(content.length);
      data.write(named);
      data.writeInt((int) crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A GIF of so many frames, the first of which is {@link #halves}. */
  static byte[] gif(int width, int height, int frames) {
    byte[] still = encoded(halves(width, height), "gif");
    int table = 3 * (1 << ((still[10] & 7) + 1));
    int begin = 13 + ((still[10] & 0x80) == 0 ? 0 : table);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(still, 0, begin);
    for (int i = 0; i < frames; i++) {
      out.write(still, begin, still.length - 1 - begin);
    }
    out.write(';');
    return out.toByteArray();
  }

  /** A red square of {@link #WEBP_SIDE} pixels a side, which Java can read but not write. */
  static byte[] lossyWebp() {
    return Base64.getDecoder()
        .decode(
            "UklGRjgAAABXRUJQVlA4ICwAAACQAQCdASoQABAAAsBMJaACdLoAA5gA/u5DH+5sc4twV/9tD/9aH/60P+lAAA==");
  }

  /** An animated WebP, every frame of which is the picture of a still one that has no alpha. */
  static byte[] animatedWebp(byte[] still, int side, int frames) {
    return animatedWebp(Arrays.copyOfRange(still, 12, still.length), side, frames, side, 0);
  }

  /** An animated WebP whose only frame is the sticker of the samples, at that place. */
  static byte[] placedSticker(int canvas, int place) {
    byte[] sticker = sample("sticker.webp");
    // Its alpha and its picture come after what says how large it is.
    byte[] chunks = Arrays.copyOfRange(sticker, 30, sticker.length);
    return animatedWebp(chunks, STICKER_SIDE, 1, canvas, place);
  }

  private static byte[] animatedWebp(byte[] picture, int side, int frames, int canvas, int place) {
    ByteBuffer out =
        ByteBuffer.allocate(12 + 18 + 14 + frames * (24 + picture.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(out.capacity() - 8);
    out.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x12);
    three(out, canvas - 1);
    three(out, canvas - 1);
    out.put("ANIM".getBytes(StandardCharsets.US_ASCII)).putInt(6).putInt(0).putShort((short) 0);
    for (int i = 0; i < frames; i++) {
      out.put("ANMF".getBytes(StandardCharsets.US_ASCII)).putInt(16 + picture.length);
      three(out, place / 2);
      three(out, place / 2);
      three(out, side - 1);
      three(out, side - 1);
      three(out, 100);
      out.put((byte) 0).put(picture);
    }
    return out.array();
  }

  /** A GIF of {@link #halves} that cover a part of its area only, with a comment before them. */
  static byte[] placedGif(int width, int height, int canvas, int place) {
    byte[] still = encoded(halves(width, height), "gif");
    int table = 3 * (1 << ((still[10] & 7) + 1));
    int begin = 13 + ((still[10] & 0x80) == 0 ? 0 : table);
    int frame = begin;
    while (still[frame] == 0x21) {
      frame += 2;
      for (; still[frame] != 0; frame += 1 + (still[frame] & 0xff)) {}
      frame++;
    }
    ByteBuffer out = ByteBuffer.allocate(still.length + 6).order(ByteOrder.LITTLE_ENDIAN);
    out.put(still, 0, begin).put(new byte[] {0x21, (byte) 0xfe, 2, 'h', 'i', 0});
    out.put(still, begin, still.length - begin);
    return out.putShort(6, (short) canvas)
        .putShort(8, (short) canvas)
        .putShort(6 + frame + 1, (short) place)
        .putShort(6 + frame + 3, (short) place)
        .array();
  }

  private static void three(ByteBuffer out, int value) {
    out.putShort((short) value).put((byte) (value >> 16));
  }

  /** A file of the samples. */
  public static byte[] sample(String name) {
    try (InputStream in = Pictures.class.getResourceAsStream("/samples/media/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BufferedImage read(DerivedFile file) {
    return read(file.path());
  }

  static BufferedImage read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ImageIO.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
