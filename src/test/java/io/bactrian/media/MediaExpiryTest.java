package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaExpiryTest {

  private static final Instant RECEIVED = Instant.parse("2026-11-22T12:00:00Z");
  private static final String URL = "https://mmg.whatsapp.net/x?ccb=1&oe=6B2A5A0E&_nc_sid=5";
  private static final String PATH = "/x?ccb=1&oe=6b2a5a0f";
  private static final String MEDIA_URL =
      "https://s3.test/x?X-Amz-Date=20261122T120000Z&X-Amz-Expires=604800&X-Amz-Signature=0";
  private static final Instant URL_END = Instant.ofEpochSecond(0x6B2A5A0EL);

  private final MediaExpiry expiry = new MediaExpiry(Settings.media());

  @Test
  void withoutLinksTheLifetimeCounts() {
    assertThat(expiry.deadline(null, null, null, RECEIVED))
        .isEqualTo(Instant.parse("2026-12-06T12:00:00Z"));
  }

  @Test
  void theEarliestEndOfAllCounts() {
    assertThat(expiry.deadline(URL, PATH, MEDIA_URL, RECEIVED))
        .isEqualTo(Instant.parse("2026-11-29T12:00:00Z"));
    Instant late = URL_END.minusSeconds(60);
    assertThat(expiry.deadline(URL, PATH, null, late)).isEqualTo(URL_END);
    assertThat(expiry.deadline(null, PATH, null, late)).isEqualTo(URL_END.plusSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a url",
        "https://x.test/?oe=",
        "https://x.test/?oe=zz",
        "https://x.test/?oe=0",
        "https://x.test/?oe=6B2A5A0E6B2A5A0E",
        "https://x.test/?foe=1A2B3C4D",
        "/x?oe=-1",
        "https://s3.test/x?X-Amz-Date=20261122T120000Z",
        "https://s3.test/x?X-Amz-Date=20269922T120000Z&X-Amz-Expires=1",
        "https://s3.test/x?X-Amz-Date=20261122T120000Z&X-Amz-Expires=1e9"
      })
  void whatCanNotBeReadSaysNothing(String link) {
    assertThat(expiry.deadline(link, link, link, RECEIVED))
        .isEqualTo(expiry.deadline(null, null, null, RECEIVED));
  }

  @Test
  void aRungExpiresWithItsOwnLink() {
    Instant before = URL_END.minusSeconds(1);
    assertThat(expiry.expired(Rung.URL, URL, PATH, MEDIA_URL, before)).isFalse();
    assertThat(expiry.expired(Rung.URL, URL, PATH, MEDIA_URL, URL_END)).isTrue();
    assertThat(expiry.expired(Rung.DIRECT_PATH, URL, PATH, MEDIA_URL, URL_END)).isFalse();
    assertThat(expiry.expired(Rung.MEDIA_URL, URL, PATH, MEDIA_URL, before)).isTrue();
    assertThat(expiry.expired(Rung.MEDIA_URL, URL, PATH, null, before)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"BASE64", "GET_BASE64"})
  void aRungWithoutALinkNeverExpires(Rung rung) {
    assertThat(expiry.expired(rung, URL, PATH, MEDIA_URL, Instant.MAX)).isFalse();
  }
}
