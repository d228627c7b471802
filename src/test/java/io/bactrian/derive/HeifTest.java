package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.derive.tool.UnderivableException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as telephones make them. */
class HeifTest {

  private static final long LIMIT = 10_000;

  @TempDir Path folder;

  @Test
  void itsDimensionsAreReadBeforeOneOfItsPixels() {
    Media.require("heif-enc", "convert");
    byte[] heic = heic(Pictures.jpeg(200, 120));
    // A program that would decode is not even there.
    Derivation refused = derive(heic, "max-pixels", "20000", "heif-convert", "/no/heif-convert");
    assertThat(refused.reason()).isEqualTo("200 x 120 pixels are over the limit");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void itIsShownUprightAsTheCameraNotedIt(int orientation) {
    Media.require("heif-convert", "heif-enc");
    Derivation made = derive(heic(Pictures.oriented(200, 100, orientation)));
    Derivation jpeg = derive(Pictures.oriented(200, 100, orientation));

    assertThat(made.reason()).isNull();
    assertThat(made.measures()).isEqualTo(jpeg.measures());
    BufferedImage picture = Pictures.read(made.thumbnail());
    BufferedImage expected = Pictures.read(jpeg.thumbnail());
    ThumbnailTest.assertLike(picture, 20, 20, new Color(expected.getRGB(20, 20)));
    ThumbnailTest.assertLike(picture, 80, 80, new Color(expected.getRGB(80, 80)));
  }

  @Test
  void aProgramThatSucceedsWithoutAPictureMadeNone() throws Exception {
    Media.require("heif-enc");
    Path idle = Files.writeString(folder.resolve("idle"), "#!/bin/sh\nexit 0\n");
    assertThat(idle.toFile().setExecutable(true)).isTrue();
    assertThat(derive(heic(Pictures.jpeg(64, 64)), "heif-convert", idle.toString()).reason())
        .isEqualTo("no picture in it");
  }

  @Test
  void ofSeveralThatAreNotedTheLargestCounts() throws Exception {
    byte[] tiled = heif(ispe(10, 10), ispe(200, 200), ispe(20, 20));
    assertThatThrownBy(() -> HeifExtent.check(file(tiled), LIMIT))
        .isInstanceOf(UnderivableException.class)
        .hasMessage("200 x 200 pixels are over the limit");
    assertThatCode(() -> HeifExtent.check(file(heif(ispe(100, 100))), LIMIT))
        .doesNotThrowAnyException();
  }

  @Test
  void largerThanAnyNumberIsTooLarge() throws Exception {
    assertThatThrownBy(() -> HeifExtent.check(file(heif(ispe(-1, -1))), LIMIT))
        .hasMessage("4294967295 x 4294967295 pixels are over the limit");
  }

  @Test
  void whatDoesNotSayHowLargeItIsIsRefused() throws Exception {
    byte[] said = heif(ispe(10, 10));
    assertThatThrownBy(() -> HeifExtent.check(file(heif()), LIMIT))
        .hasMessageContaining("how large");
    assertThatThrownBy(() -> HeifExtent.check(file(Arrays.copyOf(said, said.length - 9)), LIMIT))
        .hasMessageContaining("how large");
  }

  @Test
  void whatACameraAppendsDoesNotMatter() throws Exception {
    byte[] said = heif(ispe(10, 10));
    Path file = file(Arrays.copyOf(said, said.length + 100));
    assertThatCode(() -> HeifExtent.check(file, LIMIT)).doesNotThrowAnyException();
  }

  private Derivation derive(byte[] original, String... settings) {
    try (Workbench workbench = new Workbench(folder, settings)) {
      return workbench.document(original);
    }
  }

  private byte[] heic(byte[] jpeg) {
    try {
      Path still = Files.write(folder.resolve("still.jpg"), jpeg);
      Path heic = folder.resolve("still.heic");
      Media.said("heif-enc", still.toString(), "-o", heic.toString());
      return Media.bytes(heic);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("made"), content);
  }

  private static byte[] heif(byte[]... properties) {
    byte[] iprp = box("iprp", box("ipco", joined(properties)));
    return joined(box("ftyp", "heic".getBytes(StandardCharsets.US_ASCII)), meta(iprp));
  }

  private static byte[] meta(byte[] content) {
    return box("meta", joined(new byte[4], content));
  }

  private static byte[] ispe(int width, int height) {
    return box("ispe", ByteBuffer.allocate(12).putInt(4, width).putInt(8, height).array());
  }

  private static byte[] box(String name, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .put(content)
        .array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteBuffer whole =
        ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    Arrays.stream(parts).forEach(whole::put);
    return whole.array();
  }
}
