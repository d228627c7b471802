package io.bactrian.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.derive.tool.UnderivableException;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class WaveformTest {

  @Test
  void hasSixtyFourValuesTheLoudestOfWhichIsAHundred() throws Exception {
    int samples = 64 * 1000;
    Waveform waveform = of(samples, i -> i / 1000 * 500);

    byte[] values = waveform.values();

    assertThat(values).hasSize(64);
    assertThat(values[0]).isZero();
    assertThat(values[32]).isBetween((byte) 48, (byte) 54);
    assertThat(values[63]).isEqualTo((byte) 100);
    assertThat(waveform.seconds()).isEqualTo(8);
  }

  @Test
  void silenceIsFlat() throws Exception {
    assertThat(of(8000, i -> 0).values()).containsOnly(0);
  }

  @Test
  void theLoudestNegativeSampleCounts() throws Exception {
    byte[] values = of(6400, i -> i < 3200 ? Short.MIN_VALUE : 0).values();
    assertThat(values[0]).isEqualTo((byte) 100);
    assertThat(values[63]).isZero();
  }

  @Test
  void aSoundShorterThanItsWaveformIsStretched() throws Exception {
    byte[] values = of(2, i -> i * 1000).values();
    assertThat(values[0]).isZero();
    assertThat(values[63]).isEqualTo((byte) 100);
  }

  @Test
  void nothingAtAllIsFlat() throws Exception {
    assertThat(of(0, i -> 0).values()).containsOnly(0);
  }

  @Test
  void anHourTakesNoMoreMemoryThanASecond() throws Exception {
    int hour = 3600 * Waveform.RATE;
    byte[] values = of(hour, i -> i < hour / 2 ? 100 : 10_000).values();
    assertThat(values[0]).isEqualTo((byte) 1);
    assertThat(values[63]).isEqualTo((byte) 100);
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertThatThrownBy(() -> new Waveform().read(pcm(5 * Waveform.RATE, i -> 1), 3))
        .isInstanceOf(UnderivableException.class)
        .hasMessage("longer than 3 s");
  }

  private static Waveform of(int samples, IntUnaryOperator loudness) throws Exception {
    Waveform waveform = new Waveform();
    waveform.read(pcm(samples, loudness), Long.MAX_VALUE / Waveform.RATE);
    return waveform;
  }

  private static ByteArrayInputStream pcm(int samples, IntUnaryOperator loudness) {
    ByteBuffer pcm = ByteBuffer.allocate(samples * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      pcm.putShort((short) loudness.applyAsInt(i));
    }
    return new ByteArrayInputStream(pcm.array());
  }
}
