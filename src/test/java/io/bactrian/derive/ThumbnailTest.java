package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.tool.Measures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small pictures of pictures. */
class ThumbnailTest {

  @TempDir static Path folder;
  private static Workbench workbench;

  @BeforeAll
  static void open() {
    workbench = new Workbench(folder);
  }

  @AfterAll
  static void close() {
    workbench.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp", "tiff"})
  void eachFormatBecomesAJpegOfTheSetSize(String format) {
    Derivation made = image(Pictures.encoded(Pictures.halves(1000, 500), format));

    assertThat(made.reason()).isNull();
    assertThat(made.state()).isEqualTo(DerivativeState.MADE);
    assertThat(made.measures()).isEqualTo(Measures.dimensions(1000, 500));
    assertThat(made.thumbnail().mimeType()).isEqualTo("image/jpeg");
    assertThat(made.thumbnail().key()).isEqualTo("media/original.thumbnail");
    BufferedImage small = Pictures.read(made.thumbnail());
    assertThat(small.getWidth()).isEqualTo(320);
    assertThat(small.getHeight()).isEqualTo(160);
    assertLike(small, 20, 80, Pictures.LEFT);
    assertLike(small, 300, 80, Pictures.RIGHT);
  }

  @Test
  void aSmallPictureIsNotMadeLarger() {
    BufferedImage small = Pictures.read(image(Pictures.jpeg(40, 30)).thumbnail());
    assertThat(small.getWidth()).isEqualTo(40);
  }

  // Where the red half comes to lie, by what the camera noted.
  @ParameterizedTest
  @CsvSource({
    "1, 10, 50", "2, 190, 50", "3, 190, 50", "4, 10, 50",
    "5, 50, 10", "6, 50, 10", "7, 50, 190", "8, 50, 190"
  })
  void theOrientationThatTheCameraNotedIsHonoured(int orientation, int x, int y) {
    Derivation made = image(Pictures.oriented(200, 100, orientation));

    BufferedImage upright = Pictures.read(made.thumbnail());
    boolean turned = orientation > 4;
    assertThat(upright.getWidth()).isEqualTo(turned ? 100 : 200);
    assertThat(made.measures())
        .isEqualTo(turned ? Measures.dimensions(100, 200) : Measures.dimensions(200, 100));
    assertLike(upright, x, y, Pictures.LEFT);
  }

  @Test
  void nothingOfTheOriginalsMetadataIsKept() throws Exception {
    Derivation made = image(Pictures.oriented(200, 100, 6));
    assertThat(Files.readString(made.thumbnail().path(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Exif");
  }

  @Test
  void whatIsTransparentBecomesWhite() {
    BufferedImage glass = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
    BufferedImage small = Pictures.read(image(Pictures.encoded(glass, "png")).thumbnail());
    assertLike(small, 50, 50, Color.WHITE);
  }

  @Test
  void aStickerIsRead() {
    Derivation made = workbench.derive(AttachmentKind.sticker, Pictures.sample("sticker.webp"));
    assertThat(made.reason()).isNull();
    assertThat(Pictures.read(made.thumbnail()).getWidth()).isLessThanOrEqualTo(320);
  }

  @Test
  void ofAnAnimationTheFirstFrameIsShownHoweverManyThereAre() {
    Derivation made = image(Pictures.gif(64, 64, 10_000));
    assertThat(made.state()).isEqualTo(DerivativeState.MADE);
    assertLike(Pictures.read(made.thumbnail()), 5, 32, Pictures.LEFT);
  }

  @Test
  void ofAnAnimatedStickerTheFirstFrameIsShown() {
    byte[] still = Pictures.lossyWebp();
    Derivation made =
        workbench.derive(
            AttachmentKind.sticker, Pictures.animatedWebp(still, Pictures.WEBP_SIDE, 5));
    assertThat(made.reason()).isNull();
    assertThat(Pictures.read(made.thumbnail()).getWidth()).isEqualTo(Pictures.WEBP_SIDE);
  }

  @Test
  void aFrameThatIsSmallerThanItsAnimationIsShownWhereItLies() {
    Derivation made = image(Pictures.placedGif(100, 100, 300, 150));

    assertThat(made.reason()).isNull();
    assertThat(made.measures()).isEqualTo(Measures.dimensions(300, 300));
    BufferedImage whole = Pictures.read(made.thumbnail());
    assertThat(whole.getWidth()).isEqualTo(300);
    assertLike(whole, 75, 75, Color.WHITE);
    assertLike(whole, 165, 200, Pictures.LEFT);
    assertLike(whole, 235, 200, Pictures.RIGHT);
    assertLike(whole, 270, 200, Color.WHITE);
  }

  @Test
  void soIsOneOfAnAnimatedStickerWithItsTransparency() {
    int side = Pictures.STICKER_SIDE;
    Derivation made =
        workbench.derive(AttachmentKind.sticker, Pictures.placedSticker(4 * side, 3 * side));
    Derivation still = workbench.derive(AttachmentKind.sticker, Pictures.sample("sticker.webp"));

    assertThat(made.reason()).isNull();
    assertThat(made.measures()).isEqualTo(Measures.dimensions(4 * side, 4 * side));
    BufferedImage whole = Pictures.read(made.thumbnail());
    BufferedImage sticker = Pictures.read(still.thumbnail());
    assertLike(whole, 120, 120, Color.WHITE);
    assertLike(whole, 242, 242, new Color(sticker.getRGB(8, 8)));
    assertLike(whole, 280, 280, new Color(sticker.getRGB(160, 160)));
  }

  @Test
  void anAreaOverTheLimitIsRefusedHoweverSmallItsFrame() {
    assertThat(image(Pictures.placedGif(10, 10, 60_000, 0)).reason())
        .isEqualTo("60000 x 60000 pixels are over the limit");
  }

  @Test
  void sizeAndQualityAreSettings() throws Exception {
    byte[] noise = Pictures.noise(600, 400);
    try (Workbench coarse = new Workbench(folder, "size", "100", "quality", "10");
        Workbench fine = new Workbench(folder, "size", "100", "quality", "95")) {
      DerivedFile small = coarse.derive(AttachmentKind.image, noise).thumbnail();
      DerivedFile large = fine.derive(AttachmentKind.image, noise).thumbnail();
      assertThat(Pictures.read(small).getWidth()).isEqualTo(100);
      assertThat(Files.size(small.path())).isLessThan(Files.size(large.path()) / 2);
    }
  }

  @Test
  void aPathOfOtherLettersThanEnglishOnesIsNoHindrance(@TempDir Path other) throws Exception {
    assumeTrue(
        "UTF-8".equals(System.getProperty("sun.jnu.encoding")), "no such paths in this locale");
    Path folder = Files.createDirectory(other.resolve("M\u00eddia \u00e7\u00e3o"));
    try (Workbench there = new Workbench(folder)) {
      assertThat(there.derive(AttachmentKind.image, Pictures.jpeg(64, 64)).reason()).isNull();
    }
  }

  @Test
  void aPhotoSentAsADocumentHasOneToo() {
    assertThat(workbench.document(Pictures.jpeg(400, 400)).state()).isEqualTo(DerivativeState.MADE);
  }

  @Test
  void whatIsNeitherPictureNorSoundHasNone() {
    Derivation none = workbench.document("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(none.state()).isEqualTo(DerivativeState.NONE);
    assertThat(none.reason()).isNull();
    assertThat(none.files()).isEmpty();
  }

  private static Derivation image(byte[] original) {
    return workbench.derive(AttachmentKind.image, original);
  }

  static void assertLike(BufferedImage image, int x, int y, Color expected) {
    Color found = new Color(image.getRGB(x, y));
    int distance =
        Math.abs(found.getRed() - expected.getRed())
            + Math.abs(found.getGreen() - expected.getGreen())
            + Math.abs(found.getBlue() - expected.getBlue());
    assertThat(distance).as("%s at %d,%d", found, x, y).isLessThan(60);
  }
}
