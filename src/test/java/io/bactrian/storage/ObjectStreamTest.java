package io.bactrian.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.Abortable;

/** An object store may send more than it was given, and as slowly as it likes. */
class ObjectStreamTest {

  private static final Duration TIME = Duration.ofMillis(300);

  private String given = "not at all";

  /** So many bytes, with a pause before each read. */
  private final class Connection extends InputStream implements Abortable {
    private long left;
    private final Duration pause;

    Connection(long bytes, Duration pause) {
      left = bytes;
      this.pause = pause;
    }

    @Override
    public int read() {
      LockSupport.parkNanos(pause.toNanos());
      return left-- > 0 ? 1 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int one = read();
      return one < 0 ? -1 : one;
    }

    @Override
    public void close() {
      given = "back";
    }

    @Override
    public void abort() {
      given = "up";
    }
  }

  private ObjectStream object(long bytes, Duration pause) {
    return new ObjectStream(new Connection(bytes, pause), -1, 100, TIME);
  }

  @Test
  void oneOfItsLengthIsReadAndItsConnectionGivenBack() throws IOException {
    try (ObjectStream in = object(100, Duration.ZERO)) {
      assertThat(in.readAllBytes()).hasSize(100);
    }
    assertThat(given).isEqualTo("back");
  }

  @Test
  void oneWithoutEndIsBrokenOff() throws IOException {
    try (ObjectStream in = object(Long.MAX_VALUE, Duration.ZERO)) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(ObjectTooLargeException.class);
    }
    assertThat(given).isEqualTo("up");
  }

  @Test
  void oneThatDripsIsBrokenOff() throws IOException {
    try (ObjectStream in = object(100, Duration.ofMillis(50))) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("PT0.3S");
    }
    assertThat(given).isEqualTo("up");
  }

  @Test
  void oneThatIsLeftEarlyIsNotReadToItsEnd() throws IOException {
    object(Long.MAX_VALUE, Duration.ZERO).close();
    assertThat(given).isEqualTo("up");
  }
}
