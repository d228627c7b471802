package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of RFC 5869, appendix A, that use SHA-256. */
class HkdfTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9,"
        + " 3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, '', '',"
        + " 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
  })
  void derivesWhatTheRfcDerives(String key, String salt, String info, String output) {
    byte[] derived =
        Hkdf.derive(HEX.parseHex(key), HEX.parseHex(salt), HEX.parseHex(info), output.length() / 2);
    assertThat(derived).asHexString().isEqualToIgnoringCase(output);
  }

  @ParameterizedTest
  @CsvSource({"32", "64", "112"})
  void givesAsManyBytesAsAskedAtAndBetweenTheLengthsOfAHash(int length) {
    byte[] longest = Hkdf.derive(new byte[32], new byte[0], new byte[0], 128);
    assertThat(Hkdf.derive(new byte[32], new byte[0], new byte[0], length))
        .hasSize(length)
        .isEqualTo(java.util.Arrays.copyOf(longest, length));
  }
}
