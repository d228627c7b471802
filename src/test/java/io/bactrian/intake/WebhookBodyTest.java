package io.bactrian.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class WebhookBodyTest {

  private static final int THRESHOLD = 1000;
  private static final int MAX = 300_000;

  @TempDir private Path temp;
  private Path spoolDir;
  private WebhookBody webhookBody;

  @BeforeEach
  void open() {
    spoolDir = temp.resolve("spool");
    webhookBody =
        new WebhookBody(
            Settings.bodies(DataSize.ofBytes(MAX), DataSize.ofBytes(THRESHOLD), spoolDir));
  }

  private SpooledBody spool(byte[] bytes, long declared) throws IOException {
    return webhookBody.spool(new Counting(bytes), declared, "application/json", null);
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

  @Test
  void leavesNoFileBehind() throws IOException {
    SpooledBody body = spool(random(MAX), MAX);
    body.close();

    try (Stream<Path> files = Files.list(spoolDir)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void removesWhatACrashLeft() throws IOException {
    Path leftover = Files.createFile(spoolDir.resolve("webhook-of-a-crash.body"));
    Path foreign = Files.createFile(spoolDir.resolve("not-ours"));

    new WebhookBody(Settings.bodies(DataSize.ofBytes(MAX), DataSize.ofBytes(1), spoolDir));

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

    assertThatThrownBy(
            () ->
                new WebhookBody(Settings.bodies(DataSize.ofBytes(MAX), DataSize.ofBytes(1), file)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("bactrian.webhook.spool-dir");
  }

  @Test
  void readsNothingOfWhatIsDeclaredTooLarge() {
    Counting in = new Counting(random(MAX + 1));

    assertThatThrownBy(() -> webhookBody.spool(in, MAX + 1L, "application/json", null))
        .isInstanceOf(PayloadTooLargeException.class);
    assertThat(in.count).isZero();
  }

  @Test
  void stopsAtTheLimitOfWhatIsNotDeclared() throws IOException {
    Counting in = new Counting(random(MAX * 2));

    assertThatThrownBy(() -> webhookBody.spool(in, -1, "application/json", null))
        .isInstanceOf(PayloadTooLargeException.class);
    assertThat(in.count).isEqualTo(MAX + 1);
    try (Stream<Path> files = Files.list(spoolDir)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, THRESHOLD * 2})
  void doesNotTakeABodyThatBrokeOffForAWhole(int sent) {
    assertThatThrownBy(() -> spool(random(sent), sent + 1L)).isInstanceOf(EOFException.class);
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
      }
    }
    assertThatThrownBy(() -> spool(sent, sent.length + 1L)).isInstanceOf(EOFException.class);
  }

  @Test
  void doesNotWaitForEver() {
    WebhookSettings settings = Settings.byDefault();
    WebhookBody impatient =
        new WebhookBody(
            new WebhookSettings(
                List.of("token"),
                "",
                settings.jwtLeeway(),
                settings.maxSize(),
                settings.spoolThreshold(),
                spoolDir,
                Duration.ofNanos(1),
                settings.maxEventSize(),
                settings.maxDepth(),
                settings.maxInlineMedia(),
                settings.retryAfter()));

    assertThatThrownBy(() -> impatient.spool(new Counting(random(9)), 9, "application/json", ""))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/vnd.evolution+json",
        "application/problem+json;v=1",
        "application/json; charset=klingon",
        "application/json;"
      })
  void takesJson(String contentType) throws IOException {
    try (SpooledBody body = webhookBody.spool(new Counting(new byte[2]), 2, contentType, null)) {
      assertThat(body.size()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"text/plain", "text/json", "application/*", "application/jsonp", "json"})
  void takesNothingElse(String contentType) {
    Counting in = new Counting(new byte[2]);

    assertThatThrownBy(() -> webhookBody.spool(in, 2, contentType, null))
        .isInstanceOf(UnsupportedMediaTypeException.class);
    assertThat(in.count).isZero();
  }

  @Test
  void takesNothingCompressed() throws IOException {
    assertThatThrownBy(
            () -> webhookBody.spool(new Counting(new byte[2]), 2, "application/json", "gzip"))
        .isInstanceOf(UnsupportedMediaTypeException.class);
    webhookBody.spool(new Counting(new byte[2]), 2, "application/json", "identity").close();
  }

  /** Knows how much was read of it, and gives it in pieces as a socket does. */
  private static final class Counting extends FilterInputStream {
    private int count;

    Counting(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, Math.min(length, 7919));
      count += Math.max(read, 0);
      return read;
    }
  }
}
