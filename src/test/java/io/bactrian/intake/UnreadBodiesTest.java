package io.bactrian.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.decode.EnvelopeReader;
import io.bactrian.failure.DatabaseAwayException;
import io.bactrian.failure.HouseFaultException;
import io.bactrian.job.DatabaseWatch;
import io.bactrian.job.LedgerSettings;
import io.bactrian.web.SpooledBody;
import io.bactrian.webhook.Settings;
import io.bactrian.webhook.WebhookSettings;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.unit.DataSize;

class UnreadBodiesTest {

  private static final SpooledBody LARGE = SpooledBody.of(new byte[2_001]);
  private static final SpooledBody SMALL = SpooledBody.of(new byte[2_000]);
  private static final WebhookSettings LIMITS = Settings.limits(DataSize.ofBytes(2_000), 10, 1);

  private final UnreadBodies unread = new UnreadBodies(LIMITS);

  @Test
  void areInMemoryOneAtATimeIfTheyAreLarge() {
    Exchange first = exchange();
    unread.enter(LARGE, first);

    assertThatThrownBy(() -> unread.enter(LARGE, exchange()))
        .isInstanceOf(HouseFaultException.class);

    complete(first);
    assertThatCode(() -> unread.enter(LARGE, exchange())).doesNotThrowAnyException();
  }

  @Test
  void waitForNoOtherIfTheyAreRoomedAlready() {
    Exchange repeated = exchange();
    unread.enter(LARGE, repeated);

    assertThatCode(() -> unread.enter(LARGE, repeated)).doesNotThrowAnyException();

    complete(repeated);
    assertThatCode(() -> unread.enter(LARGE, exchange())).doesNotThrowAnyException();
  }

  @Test
  void areInMemoryFreelyIfTheyAreNot() {
    unread.enter(LARGE, exchange());

    for (int i = 0; i < 32; i++) {
      unread.enter(SMALL, exchange());
    }
  }

  @Test
  void oneThatWasNotKeptMakesRoomAsWell() {
    Inbox inbox = inbox();
    Exchange first = exchange();

    assertThatThrownBy(() -> inbox.open(LARGE, null, first))
        .isInstanceOf(DatabaseAwayException.class);
    assertThatThrownBy(() -> inbox.open(LARGE, null, exchange()))
        .isInstanceOf(HouseFaultException.class);

    complete(first);
    assertThatThrownBy(() -> inbox.open(LARGE, null, exchange()))
        .isInstanceOf(DatabaseAwayException.class);
  }

  /** One that gets as far as the database, which is away. */
  private Inbox inbox() {
    Duration second = Duration.ofSeconds(1);
    DatabaseWatch away =
        new DatabaseWatch(
            new LedgerSettings(1, 1, 0, second, second, second, second, second, second, second));
    away.note(new DataAccessResourceFailureException("away"));
    return new Inbox(new EnvelopeReader(LIMITS), null, null, away, unread);
  }

  private static void complete(Exchange exchange) {
    exchange
        .getExchangeExtension()
        .handoverCompletions()
        .forEach(done -> done.onComplete(exchange));
  }

  private static Exchange exchange() {
    return new DefaultExchange(new DefaultCamelContext());
  }
}
