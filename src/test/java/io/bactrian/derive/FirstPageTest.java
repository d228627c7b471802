package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.derive.tool.Measures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small pictures of documents. */
class FirstPageTest {

  @TempDir static Path folder;
  private static Workbench workbench;

  @BeforeAll
  static void open() {
    workbench = new Workbench(folder, "max-pages", "20");
  }

  @AfterAll
  static void close() {
    workbench.close();
  }

  @Test
  void theFirstPageOfADocumentIsShown() {
    Derivation made = workbench.document(Documents.pages(3, 595, 842));

    assertThat(made.reason()).isNull();
    BufferedImage page = Pictures.read(made.thumbnail());
    assertThat(page.getHeight()).isEqualTo(320);
    assertThat(page.getWidth()).isBetween(225, 227);
    ThumbnailTest.assertLike(page, 100, 100, Color.RED);
    assertThat(made.measures()).isEqualTo(Measures.NONE);
  }

  @Test
  void aPageAsLargeAsAHouseIsDrawnSmall() {
    Derivation made = workbench.document(Documents.pages(1, 14_400_000, 7_200_000));
    assertThat(Pictures.read(made.thumbnail()).getWidth()).isEqualTo(320);
  }

  @Test
  void aPasswordIsAReason() {
    assertThat(workbench.document(Documents.withPassword()).reason()).contains("password");
  }

  @Test
  void moreThanTheSetNumberOfPagesIsAReason() {
    assertThat(workbench.document(Documents.pages(21, 100, 100)).reason())
        .isEqualTo("21 pages are over the limit");
  }

  @Test
  void aDocumentWithoutAPageIsRefused() {
    assertThat(workbench.document(Documents.pages(0, 1, 1)).state())
        .isEqualTo(DerivativeState.FAILED);
  }
}
