package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class StartMessagesTest {

  @TempDir Path dir;

  @Test
  void aTakenPortIsNamedWithItsServerAndWhatChangesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedServers servers = servers(taken.getLocalPort())) {
      EmbeddedStartException failure =
          catchThrowableOfType(
              EmbeddedStartException.class, () -> servers.await(EmbeddedServer.S3));
      assertThat(failure)
          .hasMessage(
              "Port "
                  + taken.getLocalPort()
                  + " on 127.0.0.1, meant for the embedded S3, is taken.");
      assertThat(failure.action())
          .contains("BACTRIAN_EMBEDDED_BASE_PORT")
          .contains("BACTRIAN_S3_BUCKET");
    }
  }

  @Test
  void aTakenDirectoryIsNamedWithTheProcessThatHoldsIt() throws Exception {
    try (DataDirectory held = DataDirectory.take(dir)) {
      EmbeddedStartException failure =
          catchThrowableOfType(EmbeddedStartException.class, () -> DataDirectory.take(dir));
      assertThat(held).isNotNull();
      assertThat(failure)
          .hasMessageContaining(dir.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(failure.action()).contains("BACTRIAN_EMBEDDED_DIR");
    }
  }

  @Test
  void aDirectoryThatWasLetGoCanBeTakenAgain() throws Exception {
    DataDirectory.take(dir).close();
    try (DataDirectory again = DataDirectory.take(dir)) {
      assertThat(again.folder(EmbeddedServer.S3)).isDirectory();
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
    Path file = java.nio.file.Files.createFile(dir.resolve("file"));
    EmbeddedStartException failure =
        catchThrowableOfType(
            EmbeddedStartException.class, () -> DataDirectory.take(file.resolve("data")));
    assertThat(failure).hasMessageContaining(file.toString());
  }

  @Test
  void theLineStandsInPlaceOfTheStackTrace() {
    FailureAnalysis analysis =
        new EmbeddedStartFailureAnalyzer()
            .analyze(
                new IllegalStateException(
                    "bean", new EmbeddedStartException("what is wrong", "what to do")));
    assertThat(analysis.getDescription()).isEqualTo("what is wrong");
    assertThat(analysis.getAction()).isEqualTo("what to do");
  }

  private EmbeddedServers servers(int s3Port) {
    EmbeddedSettings settings =
        new EmbeddedSettings(
            true, dir.toString(), 0, Duration.ofSeconds(20), Duration.ofSeconds(5));
    return new EmbeddedServers(settings, new EmbeddedPlan(Map.of(EmbeddedServer.S3, s3Port)));
  }
}
