package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.media.HouseFaultException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processes that decode pictures. */
class RenderersTest {

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
      assertThat(workbench.derive(AttachmentKind.image, Pictures.jpeg(64, 64)).reason())
          .isEqualTo("the picture was not made after 0 s");
    }
    Awaitility.await().until(() -> children().isEmpty());
  }

  @Test
  void aDiskThatTakesNothingIsNotTheFilesFault() throws Exception {
    try (Workbench workbench = new Workbench(folder)) {
      RenderRequest nowhere =
          new RenderRequest(
              "image/jpeg",
              Files.write(folder.resolve("photo"), Pictures.jpeg(8, 8)),
              folder.resolve("missing/thumbnail"),
              8,
              80,
              64,
              1);
      assertThatThrownBy(() -> workbench.renderers().render(nowhere))
          .isInstanceOf(HouseFaultException.class)
          .hasMessageContaining("could not be written");
    }
  }

  @Test
  void whereMemoryRunsOutARendererIsEndedBeforeTheHub() throws Exception {
    assumeTrue(Media.isInstalled("choom"), "choom is not installed");
    try (Workbench workbench = new Workbench(folder)) {
      derive(workbench);
      Path score = Path.of("/proc", String.valueOf(children().get(0)), "oom_score_adj");
      assertThat(Files.readString(score).strip()).isEqualTo("1000");
    }
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
