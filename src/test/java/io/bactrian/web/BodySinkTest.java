package io.bactrian.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodySinkTest {

  private static final int THRESHOLD = 1000;
  private static final int MAX = 300_000;
  private static final int MEMORY = 10 * THRESHOLD;

  @TempDir private Path temp;
  private final BodyMemory memory = new BodyMemory(MEMORY);
  private Path spoolDir;
  private Spool spool;

  @BeforeEach
  void open() {
    spoolDir = temp.resolve("spool");
    spool = new Spool(spoolDir);
  }

  private BodySink sink() {
    return new BodySink(spool, memory, THRESHOLD, MAX);
  }

  private SpooledBody spool(byte[] bytes, long declared) throws IOException {
    BodySink sink = sink();
    write(sink, bytes);
    return sink.finish(declared);
  }

  /** In pieces, as a socket gives them. */
  private static void write(BodySink sink, byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(7919, bytes.length - from);
      sink.write(Arrays.copyOfRange(bytes, from, from + length), length);
      from += length;
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, THRESHOLD - 1, THRESHOLD, THRESHOLD + 1, 65_536, 65_537, MAX})
  void isWhatWasSentWhetherInMemoryOrInAFile(int size) throws IOException {
    byte[] sent = random(size);
    for (long declared : new long[] {size, -1}) {
      try (SpooledBody body = spool(sent, declared)) {
        assertThat(body.size()).isEqualTo(size);
        assertThat(body.bytes()).isEqualTo(sent);
        assertThat(body.open().readAllBytes()).isEqualTo(sent);
        assertThat(body.open().readAllBytes()).as("a second time").isEqualTo(sent);
        assertThat(body.open(size / 3, size / 2).readAllBytes())
            .isEqualTo(Arrays.copyOfRange(sent, size / 3, size / 3 + size / 2));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, THRESHOLD * 2, 100_000})
  void leavesAByteOrderMarkOut(int size) throws IOException {
    byte[] sent = random(size + 3);
    byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    System.arraycopy(mark, 0, sent, 0, 3);
    for (long declared : new long[] {sent.length, -1}) {
      try (SpooledBody body = spool(sent, declared)) {
        assertThat(body.size()).isEqualTo(size);
        assertThat(body.bytes()).isEqualTo(Arrays.copyOfRange(sent, 3, sent.length));
        assertThat(body.open(0, size).readAllBytes()).isEqualTo(body.bytes());
      }
    }
    assertThatThrownBy(() -> spool(sent, sent.length + 1L)).isInstanceOf(EOFException.class);
  }

  @Test
  void takesNoMoreOfTheHeapThanAllBodiesMayHave() throws IOException {
    SpooledBody[] bodies = new SpooledBody[30];
    for (int i = 0; i < bodies.length; i++) {
      bodies[i] = spool(random(THRESHOLD), -1);
    }
    assertThat(memory.free()).isZero();
    for (SpooledBody body : bodies) {
      assertThat(body.bytes()).isEqualTo(random(THRESHOLD));
      body.close();
      body.close();
    }
    assertThat(memory.free()).isEqualTo(MEMORY);
  }

  @Test
  void givesBackWhatItTookWhenItIsDroppedOrGoesToAFile() throws IOException {
    BodySink dropped = sink();
    write(dropped, random(THRESHOLD));
    dropped.abort();
    SpooledBody large = spool(random(MAX), MAX);

    assertThat(memory.free()).isEqualTo(MEMORY);
    large.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void leavesNoFileBehindWhereFilesStayWhileTheyAreOpen() throws IOException {
    BodySink dropped = sink();
    write(dropped, random(MAX));
    dropped.abort();
    spool(random(MAX), MAX).close();

    assertThat(files()).isEmpty();
  }

  @Test
  void asksForAtMostOneByteBeyondTheLimit() throws IOException {
    BodySink sink = sink();
    assertThat(sink.wanted(1_000)).isEqualTo(1_000);
    write(sink, random(MAX));
    assertThat(sink.wanted(1_000)).isEqualTo(1);

    assertThatThrownBy(() -> sink.write(new byte[1], 1))
        .isInstanceOf(PayloadTooLargeException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, THRESHOLD * 2})
  void doesNotTakeABodyThatBrokeOffForAWhole(int sent) {
    assertThatThrownBy(() -> spool(random(sent), sent + 1L)).isInstanceOf(EOFException.class);
  }

  @Test
  void removesWhatACrashLeft() throws IOException {
    Path leftover = Files.createFile(spoolDir.resolve("body-of-a-crash.spool"));
    Path foreign = Files.createFile(spoolDir.resolve("not-ours"));

    spool = new Spool(spoolDir);

    assertThat(leftover).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void keepsItsFilesToItsOwner() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spoolDir)))
        .isEqualTo("rwx------");
  }

  @Test
  void refusesToStartWhereItCanNotWrite() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> new Spool(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("bactrian.http.spool-dir");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(spoolDir)) {
      return files.toList();
    }
  }
}
