package io.bactrian.derive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.bactrian.chat.AttachmentKind;
import io.bactrian.derive.tool.Confinement;
import io.bactrian.derive.tool.UnderivableException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger's file makes no program reach other files, the network, our secrets or memory. */
class ReachTest {

  @TempDir Path folder;
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @ParameterizedTest
  @EnumSource
  void aPlaylistInDisguiseOpensNothing(AttachmentKind kind) {
    Media.require("ffmpeg");
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/leak";
    String playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + url + "\n#EXT-X-ENDLIST\n";
    try (Workbench workbench = new Workbench(folder)) {
      assertThat(workbench.derive(kind, playlist.getBytes(UTF_8)).files()).isEmpty();
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void aPlaylistThatIsSniffedAsSoundOpensNothing() throws Exception {
    Media.require("ffmpeg");
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/leak";
    Path list = Files.writeString(folder.resolve("list"), "ffconcat version 1.0\nfile " + url);
    try (Workbench workbench = new Workbench(folder)) {
      assertThatThrownBy(
              () -> run(workbench, "ffmpeg", Ffmpeg.input("ogg", list, 1), "-f", "null", "-"))
          .isInstanceOf(UnderivableException.class);
    }
    assertThat(asked).hasValue(0);
  }

  // Without the network's own limits, so that only what ffmpeg is told can keep it.
  @Test
  void ffmpegIsToldToOpenFilesAlone() throws Exception {
    Media.require("ffmpeg");
    assertThat(opened(Ffmpeg.guard("mov"), List.of("-i", leak()))).isFalse();
    assertThat(opened(List.of(), List.of("-i", leak()))).isTrue();
  }

  @Test
  void andNoFileBesideTheOneItIsGiven() throws Exception {
    Media.require("ffmpeg");
    Path list =
        Files.writeString(folder.resolve("list"), "ffconcat version 1.0\nfile " + leak() + "\n");
    List<String> input = List.of("-safe", "0", "-i", "file:" + list);
    assertThat(opened(Ffmpeg.guard("concat"), input)).isFalse();
    assertThat(opened(List.of("-protocol_whitelist", "file,http,tcp"), input)).isTrue();
    List<String> plain = input.subList(2, input.size());
    assertThat(opened(Ffmpeg.guard("ogg"), plain)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"film.mov", "film.mp4"})
  void aFilmWhoseDataLieElsewhereOpensNothing(String name) {
    Media.require("ffmpeg", "ffprobe");
    byte[] film = Media.film(folder, name, 2, "64x64", "-c:v", "mpeg4");
    String path = folder.resolve(name).toString();
    List<byte[]> referring =
        List.of(
            ReferringFilm.byUrl(film, leak()),
            ReferringFilm.byUrl(film, "file://" + path),
            ReferringFilm.byUrl(film, "file:///etc/passwd"),
            ReferringFilm.byAlias(film, path),
            ReferringFilm.byAlias(film, "/etc/passwd"));

    try (Workbench workbench = new Workbench(folder, "video", "true")) {
      assertThat(workbench.derive(AttachmentKind.video, film).thumbnail()).isNotNull();
      for (byte[] each : referring) {
        Derivation refused = workbench.derive(AttachmentKind.video, each);
        assertThat(refused.state()).isEqualTo(DerivativeState.FAILED);
        assertThat(refused.files()).isEmpty();
      }
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void norDoesASoundWhoseDataLieElsewhere() {
    Media.require("ffmpeg", "ffprobe");
    byte[] sound = Media.tone(folder, "sound.mov", 2, "-c:a", "pcm_s16le");
    String path = folder.resolve("sound.mov").toString();
    List<byte[]> referring =
        List.of(
            ReferringFilm.byUrl(sound, leak()),
            ReferringFilm.byUrl(sound, "file://" + path),
            ReferringFilm.byAlias(sound, path));

    try (Workbench workbench = new Workbench(folder)) {
      assertThat(loudest(workbench.derive(AttachmentKind.audio, sound))).isPositive();
      for (byte[] each : referring) {
        assertThat(loudest(workbench.derive(AttachmentKind.audio, each))).isZero();
      }
    }
    assertThat(asked).hasValue(0);
  }

  /** Zero if there is no sound or only silence. */
  private static int loudest(Derivation derivation) {
    byte[] waveform = derivation.measures().waveform();
    return waveform == null
        ? 0
        : IntStream.range(0, waveform.length).map(i -> waveform[i]).max().orElse(0);
  }

  // What is kept from following is there to be followed.
  @Test
  void ffmpegFollowsADataReferenceOnlyWhereItIsAskedTo() throws Exception {
    Media.require("ffmpeg");
    byte[] film = Media.film(folder, "film.mov", 1, "64x64", "-c:v", "mpeg4");
    Path referring = folder.resolve("referring.mov");
    Files.write(referring, ReferringFilm.byAlias(film, folder.resolve("film.mov").toString()));

    List<String> follow = List.of("-enable_drefs", "1", "-use_absolute_path", "1");
    assertThat(pictures(follow, referring)).isPositive();
    assertThat(pictures(List.of(), referring)).isZero();
  }

  /** How many pictures of a film are decoded. */
  private static long pictures(List<String> options, Path film) throws Exception {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "quiet"));
    command.addAll(options);
    command.addAll(List.of("-i", film.toString(), "-map", "0:v", "-f", "framemd5", "pipe:1"));
    Process decoding = new ProcessBuilder(command).start();
    try (var lines = decoding.inputReader().lines()) {
      return lines.filter(line -> !line.startsWith("#")).count();
    }
  }

  private String leak() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/leak";
  }

  private boolean opened(List<String> guard, List<String> input) throws Exception {
    asked.set(0);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "quiet"));
    command.addAll(guard);
    command.addAll(input);
    command.addAll(List.of("-f", "null", "-"));
    assertThat(new ProcessBuilder(command).start().waitFor()).isNotZero();
    return asked.get() > 0;
  }

  @Test
  void aProgramSeesNoneOfOurSettings() throws Exception {
    try (Workbench workbench = new Workbench(folder)) {
      assertThat(run(workbench, "env", List.of()).lines().map(line -> line.split("=", 2)[0]))
          .containsOnly("PATH", "LC_ALL", "TMPDIR", "HOME");
    }
  }

  @Test
  void aProgramHasNoNetworkWhereTheKernelAllowsIt() throws Exception {
    assumeTrue(
        !new Confinement().java(1L << 30).isEmpty()
            && new Confinement().java(1L << 30).contains("--net"),
        "network namespaces are not allowed here");
    try (Workbench workbench = new Workbench(folder)) {
      assertThat(run(workbench, "cat", List.of("/proc/net/dev")).lines())
          .noneMatch(line -> line.contains("eth") && !line.contains(" 0 "));
      String connect = "exec 3<>/dev/tcp/127.0.0.1/" + server.getAddress().getPort();
      assertThatThrownBy(() -> run(workbench, "bash", List.of("-c", connect)))
          .isInstanceOf(UnderivableException.class);
    }
  }

  @Test
  void aProgramIsTheFirstToGoWhereMemoryRunsOut() throws Exception {
    assumeTrue(Media.isInstalled("choom"), "choom is not installed");
    try (Workbench workbench = new Workbench(folder)) {
      assertThat(run(workbench, "cat", List.of("/proc/self/oom_score_adj")).strip())
          .isEqualTo("1000");
      workbench.document(Pictures.jpeg(8, 8));
      assertThat(ProcessHandle.current().children().map(ProcessHandle::pid))
          .isNotEmpty()
          .allSatisfy(
              pid ->
                  assertThat(Path.of("/proc/" + pid + "/oom_score_adj"))
                      .content()
                      .isEqualTo("1000\n"));
    }
  }

  @Test
  void moreMemoryThanTheSetIsRefused() throws Exception {
    assumeTrue(Media.isInstalled("prlimit"), "prlimit is not installed");
    try (Workbench workbench = new Workbench(folder, "tool-memory", "200MB", "max-output", "1MB")) {
      assertThat(run(workbench, "bash", List.of("-c", "ulimit -v; ulimit -f; ulimit -c")).lines())
          .containsExactly("204800", "1024", "0");
    }
  }

  private static String run(
      Workbench workbench, String program, List<String> arguments, String... more)
      throws Exception {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    StringBuilder said = new StringBuilder();
    workbench
        .tools()
        .run(
            program,
            all,
            Path.of(System.getProperty("java.io.tmpdir")),
            Duration.ofSeconds(20),
            (InputStream out) -> said.append(new String(out.readAllBytes(), UTF_8)));
    return said.toString();
  }
}
