package io.bactrian.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.bactrian.chat.Attachment;
import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.job.Job;
import io.bactrian.storage.ObjectState;
import io.bactrian.storage.StoredObjects;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MediaLadderTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String LADDER =
      "base64, mediaUrl, url, directPath, getBase64FromMediaMessage";
  private static final String PAST = "?oe=" + Long.toHexString(NOW.getEpochSecond());
  private static final String FUTURE = "?oe=" + Long.toHexString(NOW.getEpochSecond() + 1);

  private final Job job =
      new Job(UUID.randomUUID(), "media", UUID.randomUUID(), 0, null, null, null);
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
  private final Attachment attachment = mock(Attachment.class);
  private final MediaBook book = mock(MediaBook.class);
  private final StoredObjects objects = mock(StoredObjects.class);
  private final MediaLadder ladder =
      new MediaLadder(
          book,
          objects,
          new MediaExpiry(Settings.media()),
          new RungMeter(new SimpleMeterRegistry()),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void everyRungIsGiven() {
    lenient().when(attachment.status()).thenReturn(Attachment.Status.PENDING);
    lenient().when(attachment.deadRungs()).thenReturn("");
    lenient().when(attachment.expiresAt()).thenReturn(NOW.plusSeconds(1));
    lenient().when(attachment.inlineKey()).thenReturn("inline/x/0");
    lenient().when(attachment.mediaUrl()).thenReturn("https://s3.test/x");
    lenient().when(attachment.url()).thenReturn("https://mmg.test/x" + FUTURE);
    lenient().when(attachment.directPath()).thenReturn("/x" + FUTURE);
    lenient().when(attachment.evolutionMessage()).thenReturn("{}");
    lenient()
        .when(book.load(any()))
        .thenReturn(
            Optional.of(new MediaBook.Entry(attachment, new MediaOrigin("acme", "1@x", "A1"))));
  }

  @Test
  void rungsAreTriedInTheOrderOfTheLadder() {
    assertThat(climbed(LADDER))
        .containsExactly("base64", "mediaUrl", "url", "directPath", "getBase64FromMediaMessage");
    assertThat(climbed("directPath,base64")).containsExactly("directPath", "base64");
  }

  @Test
  void rungsThatTheMessageDoesNotGiveAreLeftOut() {
    lenient().when(attachment.inlineKey()).thenReturn(null);
    lenient().when(attachment.mediaUrl()).thenReturn(null);

    assertThat(climbed(LADDER)).containsExactly("url", "directPath", "getBase64FromMediaMessage");
  }

  @Test
  void rungsWhoseLinkHasExpiredComeLast() {
    lenient().when(attachment.url()).thenReturn("https://mmg.test/x" + PAST);
    lenient()
        .when(attachment.mediaUrl())
        .thenReturn("https://s3.test/x?X-Amz-Date=20261101T120000Z&X-Amz-Expires=604800");

    assertThat(climbed(LADDER))
        .containsExactly("base64", "directPath", "getBase64FromMediaMessage", "mediaUrl", "url");
  }

  @Test
  void rungsFoundDeadBeforeAreLeftOut() {
    lenient().when(attachment.deadRungs()).thenReturn("base64,url");

    assertThat(climbed(LADDER))
        .containsExactly("mediaUrl", "directPath", "getBase64FromMediaMessage");
  }

  @Test
  void aReplayOfAParkedOneBeginsAnew() {
    lenient().when(attachment.status()).thenReturn(Attachment.Status.PARKED);
    lenient().when(attachment.deadRungs()).thenReturn("base64,mediaUrl,url,directPath");

    assertThat(climbed("base64,url")).containsExactly("base64", "url");
    assertThat(attempt().deadRungs()).isEqualTo("base64");
  }

  @Test
  void aDamagedOneThatWasPutBackIsNotFetched() {
    lenient().when(attachment.isDamaged()).thenReturn(true);
    lenient().when(attachment.objectKey()).thenReturn("media/x");
    lenient().when(attachment.size()).thenReturn(3L);
    lenient().when(attachment.sha256()).thenReturn("00ff");
    lenient().when(objects.compare("media/x", 3, "00ff")).thenReturn(ObjectState.INTACT);

    assertThat(climbed(LADDER)).isEmpty();
    verify(book).foundIntact(job);
    assertThat(attempt().outcome()).isEqualTo("nothing");
  }

  @Test
  void aDamagedOneHasToBecomeWhatItWas() {
    lenient().when(attachment.isDamaged()).thenReturn(true);
    lenient().when(attachment.sha256()).thenReturn("0f".repeat(32));
    lenient().when(objects.compare(any(), anyLong(), any())).thenReturn(ObjectState.ALTERED);

    assertThat(climbed("url")).containsExactly("url");
    assertThat(attempt().expectation().fileSha256()).hasSize(32).containsOnly(0x0f);
  }

  @Test
  void whatRefusesItIsAskedAgainAsLongAsItLasts() {
    climbed("base64,url");

    assertThat(attempt().outcome()).isEqualTo("later");
    assertThat(attempt().deadRungs()).isEqualTo("base64");
  }

  @Test
  void itIsLostIfNothingCanChangeWithoutAPerson() {
    ladder.open(job, "base64,url", exchange);
    ladder.dead(attempt(), new RungDeadException("other bytes"));
    ladder.dead(attempt(), RungDeadException.forGood("host refused"));

    assertThat(attempt().outcome()).isEqualTo("lost");
    assertThat(attempt().deadRungs()).isEqualTo("base64");
  }

  @Test
  void whatASettingRefusesIsTriedWithTheOthersAsLongAsTheyAre() {
    ladder.open(job, "mediaUrl,url", exchange);
    ladder.dead(attempt(), RungDeadException.forGood("host refused"));
    ladder.dead(attempt(), new RungDeadException("HTTP 404"));

    assertThat(attempt().outcome()).isEqualTo("later");
    assertThat(attempt().deadRungs()).isEmpty();
    assertThat(attempt().failures()).isEqualTo("mediaUrl: host refused; url: HTTP 404");
  }

  @Test
  void itIsLostOnceEveryRungRefusesItAndItHasExpired() {
    lenient().when(attachment.expiresAt()).thenReturn(NOW);

    climbed("base64,url");

    assertThat(attempt().outcome()).isEqualTo("lost");
    assertThat(attempt().failures()).isEqualTo("base64: gone; url: gone");
  }

  @Test
  void itIsTriedLaterIfARungMayServeLater() {
    ladder.open(job, "base64,url", exchange);
    ladder.unavailable(attempt(), new SourceUnavailableException("busy", Duration.ofSeconds(7)));
    ladder.dead(attempt(), RungDeadException.forGood("gone"));

    assertThat(attempt().outcome()).isEqualTo("later");
    assertThat(attempt().deadRungs()).isEmpty();
    assertThat(attempt().retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void itIsLostIfNoRungIsLeft() {
    lenient().when(attachment.deadRungs()).thenReturn("base64");

    assertThat(climbed("base64")).isEmpty();
    assertThat(attempt().outcome()).isEqualTo("lost");
    assertThat(attempt().failures()).isEqualTo("no rung is left");
    assertThat(attempt().deadRungs()).isEqualTo("base64");
  }

  @Test
  void theClimbEndsWhereARungServed() {
    MediaFile file = mock(MediaFile.class);
    ladder.open(job, LADDER, exchange);

    ladder.obtained(file, attempt());

    assertThat(attempt().rungName()).isNull();
    assertThat(attempt().outcome()).isEqualTo("obtained");
    assertThat(attempt().servedBy()).isEqualTo(Rung.BASE64);
  }

  @Test
  void nothingIsToBeDoneForOneStoredAlready() {
    lenient().when(attachment.status()).thenReturn(Attachment.Status.STORED);

    assertThat(climbed(LADDER)).isEmpty();
    assertThat(attempt().outcome()).isEqualTo("nothing");
  }

  @Test
  void nothingIsToBeDoneForOneThatIsGone() {
    lenient().when(book.load(any())).thenReturn(Optional.empty());

    assertThat(climbed(LADDER)).isEmpty();
    assertThat(attempt().outcome()).isEqualTo("nothing");
  }

  /** The rungs that are tried if each is dead. */
  private List<String> climbed(String rungs) {
    ladder.open(job, rungs, exchange);
    List<String> tried = new ArrayList<>();
    while (attempt().rungName() != null) {
      tried.add(attempt().rungName());
      ladder.dead(attempt(), new RungDeadException("gone"));
    }
    return tried;
  }

  private MediaAttempt attempt() {
    return exchange.getProperty("attempt", MediaAttempt.class);
  }

  @Test
  void anInfrastructureFailureEndsTheClimbButWhatNobodyForesawOnlyTheRung() {
    ladder.open(job, "url,directPath", exchange);
    MediaAttempt attempt = exchange.getProperty("attempt", MediaAttempt.class);

    ladder.interrupted(attempt, new IllegalStateException("a bug"));

    assertThat(attempt().rungName()).isEqualTo("directPath");
    ladder.interrupted(attempt, new InfrastructureFailureException("the disk is full", null));
    assertThat(attempt().rungName()).isNull();
    assertThat(attempt().outcome()).isEqualTo("interrupted");
  }

  @Test
  void whatNobodyForesawIsTriedAgainLater() {
    ladder.open(job, "url", exchange);
    MediaAttempt attempt = exchange.getProperty("attempt", MediaAttempt.class);

    ladder.interrupted(attempt, new IllegalStateException("a bug"));

    assertThat(attempt().outcome()).isEqualTo("later");
    assertThat(attempt.failures()).isEqualTo("url: IllegalStateException");
  }
}
