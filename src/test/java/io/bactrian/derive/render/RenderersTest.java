package io.bactrian.derive.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.Derivation;
import io.bactrian.derive.DerivativeState;
import io.bactrian.derive.Media;
import io.bactrian.derive.Pictures;
import io.bactrian.derive.Workbench;
import io.bactrian.derive.tool.DerivationBrokenOffException;
import io.bactrian.failure.InfrastructureFailureException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The processes that decode pictures. */
class RenderersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void oneProcessServesOnePictureAfterTheOther() {
    try (Workbench workbench = new Workbench(folder)) {
      derive(workbench);
      List<Long> first = children();
      derive(workbench);
      assertThat(children()).hasSize(1).isEqualTo(first);
    }
    Awaitility.await().until(() -> children().isEmpty());
  }

  @Test
  void anIdleProcessEndsAndTheNextPictureHasANewOne() {
    try (Workbench workbench = new Workbench(folder, "renderer-idle", "200ms")) {
      derive(workbench);
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> children().isEmpty());
      derive(workbench);
    }
  }

  @Test
  void oneThatWasKilledWhileItWaitedIsReplaced() {
    try (Workbench workbench = new Workbench(folder)) {
      derive(workbench);
      ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
      Awaitility.await().until(() -> children().isEmpty());
      derive(workbench);
    }
  }

  @Test
  void whatTakesTooLongIsEnded() {
    try (Workbench workbench = new Workbench(folder, "picture-timeout", "1ms")) {
      Derivation ended = workbench.derive(AttachmentKind.image, Pictures.jpeg(64, 64));
      assertThat(ended.reason()).isEqualTo("the picture was not made after 0 s");
      assertThat(ended.isOutOfTime()).isTrue();
    }
    Awaitility.await().until(() -> children().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "exit 1, the renderer ended with 1: no reason given",
    "kill -KILL $$, the renderer was ended from outside",
    "exec >&-; sleep 30, the renderer answers nothing that can be read"
  })
  void oneThatEndsInAnotherWaySpendsAnAttempt(String end, String reason) throws Exception {
    RenderRequest request = photo(folder.resolve("thumbnail"));
    List<String> program = List.of("bash", "-c", "printf R; read -n 1; " + end);
    RendererProcess process =
        RendererProcess.start(own -> program, Files.createDirectory(folder.resolve("own")));
    try {
      assertThatThrownBy(() -> process.awaitUp(PATIENCE).ask(request, PATIENCE))
          .isInstanceOf(DerivationBrokenOffException.class)
          .hasMessage(reason);
    } finally {
      process.end();
    }
  }

  @Test
  void moreMemoryThanTheSetIsTheFilesFault() {
    Media.require("convert");
    String webp = folder.resolve("large.webp").toString();
    Media.said("convert", "-size", "5000x5000", "xc:red", webp);
    try (Workbench workbench = new Workbench(folder, "renderer-memory", "24MB")) {
      assertThat(
              workbench
                  .derive(AttachmentKind.sticker, Media.bytes(folder.resolve("large.webp")))
                  .reason())
          .isEqualTo("more memory needed than the renderer is given");
      derive(workbench);
    }
  }

  @Test
  void nothingOfItIsLeftOnTheDisk() throws Exception {
    try (Workbench workbench = new Workbench(folder)) {
      derive(workbench);
      assertThat(folders()).hasSize(1);
    }
    assertThat(folders()).isEmpty();
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().contains("renderer")).toList();
    }
  }

  @Test
  void aDiskThatTakesNothingIsNotTheFilesFault() throws Exception {
    try (Workbench workbench = new Workbench(folder)) {
      RenderRequest nowhere = photo(folder.resolve("missing/thumbnail"));
      assertThatThrownBy(() -> workbench.renderers().render(nowhere))
          .isInstanceOf(InfrastructureFailureException.class)
          .hasMessageContaining("could not be written");
    }
  }

  private RenderRequest photo(Path thumbnail) throws IOException {
    Path photo = Files.write(folder.resolve("photo"), Pictures.jpeg(8, 8));
    return new RenderRequest("image/jpeg", photo, thumbnail, 8, 80, 64, 1);
  }

  /** As of {@code java -jar target/bactrian.jar}, whose renderers work in another folder. */
  @Test
  void aClassPathThatIsRelativeToTheHubsFolderIsFoundFromTheirs() {
    String absolute = System.getProperty("java.class.path");
    System.setProperty("java.class.path", relative(absolute));
    try (Workbench workbench = new Workbench(folder)) {
      derive(workbench);
    } finally {
      System.setProperty("java.class.path", absolute);
    }
  }

  private static String relative(String classPath) {
    Path here = Path.of("").toAbsolutePath();
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(entry -> here.relativize(Path.of(entry).toAbsolutePath()).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void derive(Workbench workbench) {
    assertThat(workbench.derive(AttachmentKind.image, Pictures.jpeg(64, 64)).state())
        .isEqualTo(DerivativeState.MADE);
  }

  /** Processes of other tests have ended with their workbench. */
  private static List<Long> children() {
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      return children.filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
    }
  }
}
