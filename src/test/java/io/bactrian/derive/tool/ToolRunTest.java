package io.bactrian.derive.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.Media;
import io.bactrian.derive.Pictures;
import io.bactrian.derive.Workbench;
import io.bactrian.failure.InfrastructureFailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a program ends that does not end well. */
@Timeout(60)
class ToolRunTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ffmpeg, audio, audio-timeout, ptt.ogg",
    "ffprobe, video, picture-timeout, video.mp4"
  })
  void oneThatWritesForEverIsTheFilesFault(
      String program, AttachmentKind kind, String timeout, String sample) throws Exception {
    Path talker = script("talker", "while :; do printf abcde; done");
    try (Workbench workbench = new Workbench(folder, program, talker.toString(), timeout, "1s")) {
      assertThat(workbench.derive(kind, Pictures.sample(sample)).reason())
          .isEqualTo("talker was not done after 1 s");
    }
  }

  @Test
  void oneWhoseOutputBreaksIsJudgedByItsEnd() throws Exception {
    try (Workbench workbench = new Workbench(folder)) {
      assertThatThrownBy(() -> broken(workbench, "echo moov atom not found >&2; exit 1"))
          .isInstanceOf(UnderivableException.class)
          .hasMessage("broken: moov atom not found");
      assertThatThrownBy(() -> broken(workbench, "exit 0"))
          .isInstanceOf(InfrastructureFailureException.class)
          .hasMessage("broken can't be talked to");
    }
  }

  private void broken(Workbench workbench, String content) throws Exception {
    Path program = script("broken", content);
    workbench
        .tools()
        .run(
            program.toString(),
            List.of(),
            folder,
            Duration.ofSeconds(20),
            out -> {
              throw new IOException("pipe");
            });
  }

  @Test
  void computingForTooLongIsTheFilesFaultWithoutAWordFromTheProgram() {
    Media.require("prlimit");
    assertThatThrownBy(() -> compute("bash", "-c", "while :; do :; done"))
        .isInstanceOf(UnderivableException.class)
        .hasMessage("bash used up its computing time");
  }

  @Test
  void andOfAProgramThatTakesTheSignalForAWishToEnd() {
    Media.require("prlimit", "ffmpeg");
    String pictures = "testsrc2=size=1280x720:duration=10000";
    assertThatThrownBy(
            () ->
                compute("ffmpeg", "-v", "error", "-f", "lavfi", "-i", pictures, "-f", "null", "-"))
        .isInstanceOf(UnderivableException.class)
        .hasMessage("ffmpeg used up its computing time");
  }

  @Test
  void endedBeforeItsTimeItWasEndedFromOutside() {
    Media.require("prlimit");
    assertThatThrownBy(() -> compute("bash", "-c", "kill -KILL $$"))
        .isInstanceOf(DerivationBrokenOffException.class);
  }

  /** With two seconds of computing. */
  private static void compute(String... program) throws Exception {
    List<String> command = new ArrayList<>(new Confinement().tool(2L << 30, 1L << 20, 2));
    command.addAll(List.of(program));
    Process process = new ProcessBuilder(command).start();
    try (ToolRun run = new ToolRun(program[0], process, Duration.ofSeconds(40), 2, () -> false)) {
      run.await(out -> out.transferTo(OutputStream.nullOutputStream()));
    }
  }

  private Path script(String name, String content) throws IOException {
    Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + content + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }
}
