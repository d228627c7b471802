package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryMediaTest {

  @TempDir Path temporary;

  private Path aged(String name, Duration age) throws Exception {
    Path file = Files.writeString(temporary.resolve(name), "x");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void leftoversOfACrashAreDeletedAtTheStartAndNothingElse() throws Exception {
    Path leftover = aged("media-1.part", Duration.ofHours(2));
    Path underWay = aged("media-2.part", Duration.ofMinutes(30));
    Path foreign = aged("contract.pdf", Duration.ofDays(9));
    new TemporaryMedia(Settings.media("temp-dir", temporary.toString())).afterPropertiesSet();
    assertThat(leftover).doesNotExist();
    assertThat(underWay).exists();
    assertThat(foreign).exists();
  }

  @Test
  void theDirectoryIsMadeWhenItIsNeeded() {
    Path missing = temporary.resolve("a/b");
    TemporaryMedia files =
        new TemporaryMedia(
            Settings.media("temp-dir", missing.toString(), "memory-threshold", "1B"));
    files.afterPropertiesSet();
    assertThat(missing).doesNotExist();
    try (MediaSink sink = files.open()) {
      sink.write(new byte[2], 0, 2);
    }
    assertThat(missing).isEmptyDirectory();
  }

  @Test
  void unsetSettingsHaveTheirDefaults() {
    MediaSettings settings = Settings.media("temp-dir", "", "allowed-hosts", "a.test, *.b.test");
    assertThat(settings.tempDir()).hasFileName("bactrian-media");
    assertThat(settings.allowedHosts()).containsExactly("a.test", "*.b.test");
    assertThat(settings.maxSize().toGigabytes()).isEqualTo(2);
    assertThat(settings.cdnBaseUrl()).hasToString("https://mmg.whatsapp.net");
  }

  @Test
  void halfOfAPairOfKeysStopsTheStart() {
    assertThatThrownBy(() -> Settings.s3("access-key", "a"))
        .hasRootCauseMessage("bactrian.s3.access-key and bactrian.s3.secret-key go together");
    assertThat(Settings.s3("access-key", "aaa", "secret-key", "bbb").toString())
        .doesNotContain("aaa", "bbb");
  }
}
