package io.bactrian.derive.tool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.failure.InfrastructureFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault the end of a program was. */
class ExitsTest {

  @ParameterizedTest
  @CsvSource({
    "1, Invalid data found, ffmpeg: Invalid data found",
    "1, '', ffmpeg: no reason given",
    "1, /tmp/derive-1/original: moov atom not found, ffmpeg: original: moov atom not found",
    "1, Cannot allocate memory, more memory needed than ffmpeg is given",
    "152, '', ffmpeg used up its computing time",
    "153, '', a derivative grew over the limit",
    "139, '', ffmpeg crashed (signal 11)",
    "187, Invalid data found, ffmpeg: Invalid data found"
  })
  void isTheFiles(int exit, String errors, String reason) {
    assertThatThrownBy(() -> Exits.explain("ffmpeg", exit, errors, false))
        .isInstanceOf(UnderivableException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "1, Unknown encoder 'libmp3lame'",
    "127, ffmpeg: error while loading shared libraries: libxcb.so.1"
  })
  void isTheInstallations(int exit, String errors) {
    assertThatThrownBy(() -> Exits.explain("ffmpeg", exit, errors, false))
        .isInstanceOf(ToolMissingException.class);
  }

  @Test
  void isTheDisks() {
    assertThatThrownBy(
            () -> Exits.explain("ffmpeg", 1, "av_interleaved: No space left on device", false))
        .isInstanceOf(InfrastructureFailureException.class);
  }

  @ParameterizedTest
  @CsvSource({"137", "143", "255"})
  void isOfWhoEndedIt(int exit) {
    assertThatThrownBy(() -> Exits.explain("ffmpeg", exit, "", false))
        .isInstanceOf(DerivationBrokenOffException.class);
    assertThatThrownBy(() -> Exits.explain("ffmpeg", exit, "", true))
        .isInstanceOf(InfrastructureFailureException.class);
  }
}
