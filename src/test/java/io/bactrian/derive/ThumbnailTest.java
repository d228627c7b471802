package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.AttachmentKind;
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
