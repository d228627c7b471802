package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.AttachmentKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sounds that every browser plays. */
class AudioTest {

  @TempDir static Path folder;

  @BeforeAll
  static void programs() {
    Media.require("ffmpeg", "ffprobe");
  }

  @ParameterizedTest
  @CsvSource({
    "note.ogg, libopus",
    "note.m4a, aac",
    "note.wav, pcm_s16le",
    "note.flac, flac",
    "note.aac, aac"
  })
  void aSoundBecomesAnMp3WithDurationAndWaveform(String name, String encoder) {
    Derivation made = audio(Media.tone(folder, name, 3, "-c:a", encoder));

    assertThat(made.reason()).isNull();
    assertThat(made.state()).isEqualTo(DerivativeState.MADE);
    assertThat(made.measures().seconds()).isEqualTo(3);
    assertThat(made.measures().waveform()).hasSize(64).contains(100);
    assertThat(made.transcoded().key()).isEqualTo("media/original.transcoded");
    assertThat(made.transcoded().mimeType()).isEqualTo("audio/mpeg");
    assertThat(Media.probed(made.transcoded().path(), "stream=codec_name")).isEqualTo("mp3");
    assertThat(Double.parseDouble(Media.probed(made.transcoded().path(), "format=duration")))
        .isBetween(2.9, 3.2);
    assertThat(made.thumbnail()).isNull();
  }

  @Test
  void orAnM4aIfThatIsSet() {
    Derivation made = audio(Pictures.sample("ptt.ogg"), "audio", "m4a");
    assertThat(made.transcoded().mimeType()).isEqualTo("audio/mp4");
    assertThat(Media.probed(made.transcoded().path(), "stream=codec_name")).isEqualTo("aac");
  }

  @Test
  void anM4aStaysWhatItIsThen() {
    Derivation made = audio(Media.tone(folder, "kept.m4a", 2, "-c:a", "aac"), "audio", "m4a");
    assertThat(made.transcoded().key()).isEqualTo("media/original");
    assertThat(made.files()).isEmpty();
    Derivation other = audio(Media.tone(folder, "alac.m4a", 2, "-c:a", "alac"), "audio", "m4a");
    assertThat(other.files()).hasSize(1);
  }

  @Test
  void anM4aBeginsToPlayBeforeAllOfItIsThere() throws Exception {
    Derivation made = audio(Pictures.sample("ptt.ogg"), "audio", "m4a");
    String bytes = Files.readString(made.transcoded().path(), StandardCharsets.ISO_8859_1);
    assertThat(bytes.indexOf("moov")).isBetween(0, bytes.indexOf("mdat"));
  }

  @ParameterizedTest
  @CsvSource({
    "audio, note.3gp, aac",
    "document, note.3gp, aac",
    "document, note.mp4, aac",
    "video, note.mp4, aac",
    "document, cover.mov, aac"
  })
  void aSoundInAFilmsContainerIsASound(AttachmentKind kind, String name, String encoder) {
    byte[] sound = Media.tone(folder, name, 2, "-c:a", encoder);
    try (Workbench workbench = new Workbench(folder)) {
      Derivation made = workbench.derive(kind, sound);
      assertThat(made.reason()).isNull();
      assertThat(made.measures().seconds()).isEqualTo(2);
      assertThat(made.measures().waveform()).hasSize(64);
      assertThat(Media.probed(made.transcoded().path(), "stream=codec_name")).isEqualTo("mp3");
    }
  }

  @Test
  void whatADamagedSoundStillHasIsMadeAndTheDamageNoted() {
    byte[] damaged = Media.tone(folder, "damaged.flac", 5, "-c:a", "flac");
    Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 500, (byte) 0);
    Derivation made = audio(damaged);
    assertThat(made.state()).isEqualTo(DerivativeState.MADE);
    assertThat(made.reason()).startsWith("made of a damaged file: ");
    assertThat(made.files()).hasSize(1);
  }

  @Test
  void anMp3IsItsOwnPlayableForm() {
    Derivation made = audio(Media.tone(folder, "song.mp3", 2));
    assertThat(made.transcoded().key()).isEqualTo("media/original");
    assertThat(made.files()).isEmpty();
    assertThat(made.measures().seconds()).isEqualTo(2);
  }

  @Test
  void sixChannelsBecomeTwo() {
    byte[] surround = Media.tone(folder, "surround.flac", 1, "-ac", "6");
    Derivation made = audio(surround);
    assertThat(made.reason()).isNull();
    assertThat(Media.probed(made.transcoded().path(), "stream=channels")).isEqualTo("2");
  }

  @Test
  void namesAndPlacesOfTheOriginalAreNotKept() {
    byte[] named =
        Media.tone(folder, "named.m4a", 1, "-metadata", "title=Secret", "-metadata", "artist=Me");
    Path made = audio(named).transcoded().path();
    assertThat(Media.probed(made, "format_tags")).doesNotContain("Secret", "Me");
  }

  @Test
  void aSoundOverTheSetDurationIsRefused() {
    byte[] lengthy = Media.tone(folder, "long.ogg", 5, "-c:a", "libopus");
    Derivation refused = audio(lengthy, "max-duration", "2s");
    assertThat(refused.state()).isEqualTo(DerivativeState.FAILED);
    assertThat(refused.reason()).isEqualTo("longer than 2 s");
    assertThat(refused.files()).isEmpty();
  }

  @Test
  void anOutputOverTheSetSizeIsRefused() {
    byte[] wav = Media.tone(folder, "large.wav", 20);
    assertThat(audio(wav, "max-output", "10KB").state()).isEqualTo(DerivativeState.FAILED);
  }

  @Test
  void aSoundThatIsNoneIsRefused() {
    byte[] head = Arrays.copyOf(Pictures.sample("ptt.ogg"), 64);
    Derivation refused = audio(head);
    assertThat(refused.state()).isEqualTo(DerivativeState.FAILED);
    assertThat(refused.reason()).startsWith("ffmpeg: ").doesNotContain(folder.toString());
  }

  @Test
  void aProgramThatTakesTooLongIsEndedWithItsDescendants() throws Exception {
    Path slow = Files.writeString(folder.resolve("slow"), "#!/bin/sh\nsleep 600 & sleep 600\n");
    assertThat(slow.toFile().setExecutable(true)).isTrue();
    long began = System.nanoTime();

    Derivation refused =
        audio(Pictures.sample("ptt.ogg"), "ffmpeg", slow.toString(), "audio-timeout", "1s");

    assertThat(refused.reason()).isEqualTo("slow was not done after 1 s");
    assertThat(refused.isOutOfTime()).isTrue();
    assertThat((System.nanoTime() - began) / 1e9).isLessThan(20);
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(process -> process.info().commandLine().orElse("").equals("sleep 600"));
  }

  @Test
  void withoutFfmpegItIsSaidSo() {
    Derivation none = audio(Pictures.sample("ptt.ogg"), "ffmpeg", "no-such-ffmpeg");
    assertThat(none.state()).isEqualTo(DerivativeState.UNAVAILABLE);
    assertThat(none.reason()).isEqualTo("no no-such-ffmpeg");
  }

  private static Derivation audio(byte[] original, String... settings) {
    try (Workbench workbench = new Workbench(folder, settings)) {
      return workbench.derive(AttachmentKind.audio, original);
    }
  }
}
