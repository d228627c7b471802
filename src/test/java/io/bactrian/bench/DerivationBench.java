package io.bactrian.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.Derivation;
import io.bactrian.derive.Media;
import io.bactrian.derive.Workbench;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Derivatives beside {@code vipsthumbnail} and plain {@code ffmpeg} on the same files, one at a
 * time, in turns so that a busy machine slows both.
 */
class DerivationBench {

  private static final Map<String, Double> GOALS = Map.of("vipsthumbnail", 3.0, "ffmpeg", 1.15);
  private static final int ROUNDS = 20;
  private static final int WARM_UP = 5;

  @TempDir Path folder;
  private Workbench workbench;

  @BeforeEach
  void open() {
    Media.require("ffmpeg", "ffprobe", "vipsthumbnail");
    workbench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    if (workbench != null) {
      workbench.close();
    }
  }

  @Test
  void thumbnailOfAPhotoAsWhatsAppSendsIt() {
    thumbnail("1600x1200");
  }

  @Test
  void thumbnailOfAPhotoOfTwelveMegapixels() {
    thumbnail("4000x3000");
  }

  @Test
  void soundOfAVoiceNoteOfAMinute() {
    sound(60);
  }

  @Test
  void soundOfAVoiceNoteOfTenMinutes() {
    sound(600);
  }

  @Test
  void posterOfAFilm() {
    Path film = folder.resolve("film.mp4");
    make("testsrc2=duration=20:size=1280x720", film, "-pix_fmt", "yuv420p");
    Path out = folder.resolve("poster.jpg");
    compare(
        "poster",
        "ffmpeg",
        AttachmentKind.video,
        film,
        ignored ->
            Media.said(
                "ffmpeg",
                "-y",
                "-v",
                "error",
                "-ss",
                "1",
                "-i",
                film.toString(),
                "-frames:v",
                "1",
                "-vf",
                "scale=320:-2",
                out.toString()));
  }

  private void thumbnail(String size) {
    Path photo = folder.resolve("photo.jpg");
    make("mandelbrot=size=" + size, photo, "-frames:v", "1", "-q:v", "3");
    Path out = folder.resolve("thumbnail.jpg");
    compare(
        "thumbnail " + size,
        "vipsthumbnail",
        AttachmentKind.image,
        photo,
        ignored ->
            Media.said("vipsthumbnail", "-s", "320", photo.toString(), "-o", out.toString()));
  }

  private void sound(int seconds) {
    Path note = folder.resolve("note.ogg");
    make(
        "anoisesrc=duration=" + seconds + ":amplitude=0.3", note, "-c:a", "libopus", "-b:a", "24k");
    Path out = folder.resolve("note.mp3");
    compare(
        "sound of " + seconds + " s",
        "ffmpeg",
        AttachmentKind.audio,
        note,
        ignored ->
            Media.said(
                "ffmpeg",
                "-y",
                "-v",
                "error",
                "-i",
                note.toString(),
                "-c:a",
                "libmp3lame",
                "-b:a",
                "64k",
                out.toString()));
  }

  private static void make(String source, Path file, String... more) {
    String[] command = {"ffmpeg", "-y", "-v", "error", "-f", "lavfi", "-i", source};
    Media.said(
        IntStream.range(0, command.length + more.length + 1)
            .mapToObj(
                i ->
                    i < command.length
                        ? command[i]
                        : i < command.length + more.length
                            ? more[i - command.length]
                            : file.toString())
            .toArray(String[]::new));
  }

  private void compare(
      String what, String other, AttachmentKind kind, Path file, Consumer<Path> plain) {
    byte[] original = Media.bytes(file);
    long ours = 0;
    long theirs = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long began = System.nanoTime();
      Derivation made = workbench.derive(kind, original);
      long between = System.nanoTime();
      plain.accept(file);
      long ended = System.nanoTime();
      assertThat(made.files()).isNotEmpty();
      ours += round < 0 ? 0 : between - began;
      theirs += round < 0 ? 0 : ended - between;
    }
    double ratio = (double) ours / theirs;
    BenchReport.line(
        "%s: %.1f ms, %s %.1f ms, ratio %.2f (goal: <= %s)",
        what, millis(ours), other, millis(theirs), ratio, GOALS.get(other));
  }

  private static double millis(long nanos) {
    return nanos / 1e6 / ROUNDS;
  }
}
