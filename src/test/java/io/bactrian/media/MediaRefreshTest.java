package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.AttachmentKind;
import io.bactrian.chat.IncomingMedia;
import io.bactrian.media.MediaRefresh.Refreshed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MediaRefreshTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final byte[] KEY = new byte[32];

  private final MediaRefresh refresh = new MediaRefresh(new MediaExpiry(Settings.media()));

  @Test
  void theSameAgainAddsNothing() {
    IncomingMedia media = media(null, url(5), KEY, "m");

    assertThat(refresh.refresh(media, media(null, url(5), KEY, "m"), NOW)).isEmpty();
    assertThat(refresh.refresh(media, media(null, url(4), null, "other"), NOW)).isEmpty();
    assertThat(refresh.refresh(media, media(null, "https://web.test", KEY, "m"), NOW)).isEmpty();
  }

  @Test
  void aMissingKeyIsTakenWithTheMessageThatHasIt() {
    IncomingMedia both =
        refreshed(media(null, url(5), null, "old"), media(null, url(5), KEY, "new"));

    assertThat(both.mediaKey()).isEqualTo(KEY);
    assertThat(both.evolutionMessage()).isEqualTo("new");
  }

  @Test
  void aLinkThatLastsLongerTakesTheOthersPlace() {
    IncomingMedia known = media(null, url(5), KEY, "old");

    Refreshed fresh = refresh.refresh(known, media(null, url(6), null, "new"), NOW).orElseThrow();

    assertThat(fresh.media().url()).isEqualTo(url(6));
    assertThat(fresh.media().mediaKey()).isEqualTo(KEY);
    assertThat(fresh.media().evolutionMessage()).isEqualTo("old");
    assertThat(fresh.deadline()).isEqualTo(NOW.plus(Duration.ofDays(6)));
  }

  @Test
  void aLinkThatHasExpiredIsNoDeadlineOfOneThatWorks() {
    IncomingMedia known = media(null, url(-1), KEY, "m");

    Refreshed fresh =
        refresh.refresh(known, media("https://s3.test/x", null, null, null), NOW).orElseThrow();

    assertThat(fresh.media().url()).isEqualTo(url(-1));
    assertThat(fresh.media().mediaUrl()).isEqualTo("https://s3.test/x");
    assertThat(fresh.deadline()).isEqualTo(NOW.plus(Duration.ofDays(14)));
  }

  private IncomingMedia refreshed(IncomingMedia known, IncomingMedia told) {
    return refresh.refresh(known, told, NOW).orElseThrow().media();
  }

  private static String url(int days) {
    Instant end = NOW.plus(Duration.ofDays(days));
    return "https://mmg.whatsapp.net/x?oe=" + Long.toHexString(end.getEpochSecond());
  }

  private static IncomingMedia media(String mediaUrl, String url, byte[] key, String message) {
    return new IncomingMedia(
        AttachmentKind.image,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        mediaUrl,
        url,
        null,
        key,
        null,
        null,
        message);
  }
}
