package io.bactrian.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bactrian.failure.InfrastructureFailureException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class DecodingBudgetTest {

  private static final long MB = 1 << 20;

  private final CamelContext camel = new DefaultCamelContext();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DecodingBudget budget = budget(Duration.ofMillis(50), 1);

  private DecodingBudget budget(Duration patience, int maxWaiting) {
    return new DecodingBudget(
        new DecodingSettings(
            DataSize.ofMegabytes(100), DataSize.ofMegabytes(2), patience, maxWaiting),
        meters);
  }

  private Exchange exchange() {
    return new DefaultExchange(camel);
  }

  private static void complete(Exchange exchange) {
    exchange
        .getExchangeExtension()
        .handoverCompletions()
        .forEach(done -> done.onComplete(exchange));
  }

  @Test
  void isHeldUntilTheExchangeIsComplete() {
    Exchange first = exchange();
    budget.take(70 * MB, first);

    assertThatThrownBy(() -> budget.take(40 * MB, exchange()))
        .isInstanceOf(InfrastructureFailureException.class);

    complete(first);
    assertThatCode(() -> budget.take(100 * MB, exchange())).doesNotThrowAnyException();
  }

  @Test
  void isHeldUntilItIsClosedWhereNoExchangeIsAboutIt() {
    try (DecodingBudget.Held held = budget.hold(70 * MB)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> budget.hold(40 * MB))
          .isInstanceOf(InfrastructureFailureException.class);
      assertThatCode(() -> budget.hold(2 * MB).close()).doesNotThrowAnyException();
    }
    assertThatCode(() -> budget.take(100 * MB, exchange())).doesNotThrowAnyException();
  }

  @Test
  void isNotAskedForLittle() {
    budget.take(100 * MB, exchange());

    for (int i = 0; i < 100; i++) {
      budget.take(2 * MB, exchange());
    }
  }

  @Test
  void givesWhatIsMoreThanAllThereIsAllThereIs() {
    assertThat(budget.exceeds(101 * MB)).isTrue();
    assertThat(budget.exceeds(100 * MB)).isFalse();

    Exchange whole = exchange();
    budget.take(500 * MB, whole);
    assertThatThrownBy(() -> budget.take(3 * MB, exchange()))
        .isInstanceOf(InfrastructureFailureException.class);

    complete(whole);
    assertThatCode(() -> budget.take(100 * MB, exchange())).doesNotThrowAnyException();
  }

  @Test
  void countsWhatAnExchangeHasAlready() {
    Exchange growing = exchange();
    budget.take(60 * MB, growing);
    budget.take(30 * MB, growing);
    budget.take(100 * MB, growing);

    budget.giveBack(growing);
    Exchange other = exchange();
    budget.take(100 * MB, other);
    complete(growing);

    assertThatThrownBy(() -> budget.take(3 * MB, exchange()))
        .isInstanceOf(InfrastructureFailureException.class);
  }

  @Test
  void isAPartsOwnThoughItHasThePropertiesOfTheWhole() {
    Exchange whole = exchange();
    budget.take(60 * MB, whole);
    Exchange part = ExchangeHelper.createCopy(whole, false);
    budget.take(40 * MB, part);

    assertThatThrownBy(() -> budget.take(3 * MB, exchange()))
        .isInstanceOf(InfrastructureFailureException.class);
    complete(part);
    assertThatCode(() -> budget.take(40 * MB, exchange())).doesNotThrowAnyException();
  }

  @Test
  void isWaitedForByFewAtATime() {
    DecodingBudget patient = budget(Duration.ofMinutes(1), 1);
    Exchange first = exchange();
    patient.take(100 * MB, first);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> patient.take(50 * MB, exchange()));
    await().until(() -> patient.waiting() == 1);

    assertThatThrownBy(() -> patient.take(50 * MB, exchange()))
        .isInstanceOf(InfrastructureFailureException.class)
        .hasMessageContaining("wait");

    complete(first);
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
  }
}
