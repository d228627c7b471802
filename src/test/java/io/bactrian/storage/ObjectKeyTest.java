package io.bactrian.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectKeyTest {

  @Test
  void namesAMediaByWhatIdentifiesIt() {
    assertThat(ObjectKey.media("acme-support", "15550100123@s.whatsapp.net", "AC19", "bf09"))
        .isEqualTo("media/acme-support/15550100123@s.whatsapp.net/AC19/bf09");
  }

  @Test
  void namesInlineBytesByTheirEvent() {
    UUID event = UUID.fromString("5f1d0c9a-6a0e-4b7e-9a35-2f0b8f4c1d77");
    assertThat(ObjectKey.inline("acme", event, 0))
        .isEqualTo("inline/acme/5f1d0c9a-6a0e-4b7e-9a35-2f0b8f4c1d77/0");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a=2Fb",
    ".., =2E=2E",
    "., =2E",
    "..., =2E=2E=2E",
    "../x, ..=2Fx",
    "'', =",
    "${x}, =24=7Bx=7D",
    "a=2Fb, a=3D2Fb",
    "é, =C3=A9",
    "'a b\n', a=20b=0A",
    "a\\b, a=5Cb",
  })
  void noSegmentLeavesItsPlaceOrMeansAnythingToAnyone(String segment, String encoded) {
    assertThat(ObjectKey.media(segment, "c", "i", "s")).isEqualTo("media/" + encoded + "/c/i/s");
  }

  @Test
  void differentNamesNeverMeet() {
    String long1 = "x".repeat(5000);
    List<String> names =
        List.of(
            "",
            "=",
            "==",
            "a/b",
            "a=2Fb",
            "a=2fb",
            ".",
            "=2E",
            "é",
            "=C3=A9",
            "=h",
            long1,
            long1 + "y",
            "É".repeat(60),
            "\u0000",
            " ");
    Set<String> keys = new HashSet<>();
    names.forEach(name -> keys.add(ObjectKey.media("i", "c", name, "s")));
    assertThat(keys).hasSameSizeAs(names).allMatch(key -> key.length() < 300);
  }
}
