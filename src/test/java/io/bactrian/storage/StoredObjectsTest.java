package io.bactrian.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class StoredObjectsTest {

  private static final byte[] BYTES = "Ação".getBytes(UTF_8);
  private static final String SHA256 = HexFormat.of().formatHex(Digests.sha256().digest(BYTES));

  private final ObjectStorage storage = mock(ObjectStorage.class);
  private final StoredObjects objects = new StoredObjects(storage);

  private static ObjectStream bytes(byte[] bytes) {
    return object(new ByteArrayInputStream(bytes));
  }

  private static ObjectStream object(InputStream in) {
    return new ObjectStream(in, -1, BYTES.length, Duration.ofMinutes(1));
  }

  private ObjectState compare() {
    return objects.compare("k", BYTES.length, SHA256);
  }

  @Test
  void whatWasStoredIsIntact() {
    when(storage.openSlowly(eq("k"), anyLong(), any())).thenReturn(bytes(BYTES));
    assertThat(compare()).isEqualTo(ObjectState.INTACT);
    verify(storage, times(1)).openSlowly(eq("k"), anyLong(), any());
  }

  @Test
  void anotherByteIsFoundWhateverTheLength() {
    byte[] flipped = BYTES.clone();
    flipped[0] ^= 1;
    when(storage.openSlowly(eq("k"), anyLong(), any())).thenReturn(bytes(flipped), bytes(flipped));
    assertThat(compare()).isEqualTo(ObjectState.ALTERED);
  }

  @Test
  void aShorterAndALongerOneAreAltered() {
    byte[] shorter = {BYTES[0]};
    byte[] longer = (new String(BYTES, UTF_8) + "!").getBytes(UTF_8);
    when(storage.openSlowly(eq("k"), anyLong(), any()))
        .thenReturn(bytes(shorter), bytes(shorter), bytes(longer), bytes(longer));
    assertThat(compare()).isEqualTo(ObjectState.ALTERED);
    assertThat(compare()).isEqualTo(ObjectState.ALTERED);
  }

  @Test
  void oneThatIsNotThereIsMissing() {
    when(storage.openSlowly(eq("k"), anyLong(), any()))
        .thenThrow(new RungDeadException("not in object storage"));
    assertThat(compare()).isEqualTo(ObjectState.MISSING);
  }

  @Test
  void oneThatWasOnlyMisreadIsIntact() {
    when(storage.openSlowly(eq("k"), anyLong(), any()))
        .thenReturn(bytes(new byte[] {1}), bytes(BYTES));
    assertThat(compare()).isEqualTo(ObjectState.INTACT);
  }

  @Test
  void aStorageThatBreaksOffHasDamagedNothing() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    when(storage.openSlowly(eq("k"), anyLong(), any())).thenReturn(object(broken));
    assertThatThrownBy(this::compare).isInstanceOf(InfrastructureFailureException.class);
  }

  @Test
  void itIsReadNoFasterThanItMayBe() {
    byte[] large = new byte[300 * 1024];
    String sha256 = HexFormat.of().formatHex(Digests.sha256().digest(large));
    when(storage.openSlowly(eq("k"), anyLong(), any()))
        .thenReturn(
            new ObjectStream(
                new ByteArrayInputStream(large), -1, large.length, Duration.ofMinutes(1)));
    long began = System.nanoTime();
    assertThat(objects.compare("k", large.length, sha256, 1024 * 1024, () -> false))
        .isEqualTo(ObjectState.INTACT);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(250));
  }

  @Test
  void itIsBrokenOffWhenTheHubStops() {
    when(storage.openSlowly(eq("k"), anyLong(), any())).thenReturn(bytes(BYTES));
    assertThatThrownBy(() -> objects.compare("k", BYTES.length, SHA256, 1, () -> true))
        .isInstanceOf(InfrastructureFailureException.class);
  }
}
