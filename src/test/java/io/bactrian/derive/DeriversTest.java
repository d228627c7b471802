package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.failure.InfrastructureFailureException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is brought from object storage, of which there is none here. */
class DeriversTest {

  @TempDir Path folder;

  @Test
  void whatNothingIsMadeOfIsNotEvenFetched() {
    try (Workbench workbench = new Workbench(folder)) {
      Derivation sheet = of("text/csv", 1L << 50);
      workbench.derivers().fetch(sheet);
      workbench.derivers().make(sheet);
      assertThat(sheet.state()).isEqualTo(DerivativeState.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image/jpeg", "image/heic", "application/pdf", "audio/webm", "video/3gpp"})
  @NullSource
  void aDiskWithoutRoomForTwiceItsSizeIsLeftToOthers(String type) {
    try (Workbench workbench = new Workbench(folder)) {
      assertThatThrownBy(() -> workbench.derivers().fetch(of(type, 1L << 50)))
          .isInstanceOf(InfrastructureFailureException.class)
          .hasMessageContaining("nearly full");
    }
  }

  @Test
  void soIsOneThatHasNotItsReserve() {
    try (Workbench workbench = new Workbench(folder, "disk-reserve", "1000TB")) {
      assertThatThrownBy(() -> workbench.derivers().fetch(of("image/jpeg", 1)))
          .isInstanceOf(InfrastructureFailureException.class)
          .hasMessageContaining("nearly full");
    }
  }

  @Test
  void anOriginalThatIsGoneFromTheDiskIsNotTheFilesFault() {
    try (Workbench workbench = new Workbench(folder)) {
      assertThatThrownBy(() -> workbench.derivers().make(of("image/jpeg", 1)))
          .isInstanceOf(InfrastructureFailureException.class)
          .hasMessageContaining("gone");
    }
  }

  @Test
  void oldMediaAreMadeMoreSlowlyThanAWorkerMakesThem() {
    assertThat(Workbench.settings().remakeRate()).isLessThanOrEqualTo(2);
  }

  private Derivation of(String type, long size) {
    Source source = new Source("media/original", AttachmentKind.document, type, size);
    return new Derivation(UUID.randomUUID(), source, folder);
  }
}
