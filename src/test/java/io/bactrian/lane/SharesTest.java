package io.bactrian.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharesTest {

  private static final int WORKERS = 8;
  private static final long LONG = 1000;

  private final AtomicLong now = new AtomicLong();
  private final Shares shares = new Shares(WORKERS, 0.5, LONG, now::get);

  @Test
  void whoIsNotKnownMayHoldItsShare() {
    assertThat(take("a")).hasSize(4);
  }

  @Test
  void whoIsQuickMayHoldEveryWorker() {
    for (int i = 0; i < WORKERS; i++) {
      work("a", LONG / 2);
    }

    assertThat(take("a")).hasSize(WORKERS);
  }

  @Test
  void whoTakesLongIsThrownBackToItsShare() {
    for (int i = 0; i < WORKERS; i++) {
      work("a", LONG / 2);
    }
    work("a", LONG + 1);

    assertThat(take("a")).hasSize(4);
  }

  @Test
  void whatHangsCountsBeforeItIsThrough() {
    for (int i = 0; i < WORKERS; i++) {
      work("a", LONG / 2);
    }
    shares.begin("a");
    now.addAndGet(LONG + 1);

    assertThat(take("a")).hasSize(3);
  }

  @Test
  void whoTookLongHasToBeQuickForLongerThanWhoDidNot() {
    work("a", LONG + 1);
    for (int i = 0; i < 8; i++) {
      work("a", LONG / 2);
    }
    assertThat(shares.isFree("a")).isTrue();
    List<Shares.Held> held = take("a");
    assertThat(held).hasSize(4);
    held.forEach(shares::end);

    assertThat(take("a")).hasSizeGreaterThan(4);
  }

  @Test
  void oneHoldsNothingOfAnothersShare() {
    take("a");

    assertThat(take("b")).hasSize(4);
  }

  @Test
  void onlyThoseThatMayHoldOtherThanOneThatIsNotKnownAreNamed() {
    for (int i = 0; i < WORKERS; i++) {
      work("quick", LONG / 2);
    }
    work("usual", LONG + 1);
    take("full");
    shares.begin("part");

    assertThat(shares.others(WORKERS))
        .containsExactlyInAnyOrderEntriesOf(Map.of("quick", WORKERS, "full", 0, "part", 3));
    assertThat(shares.others(2)).containsExactlyInAnyOrderEntriesOf(Map.of("full", 0));
  }

  @Test
  void whoBelongsToNobodyIsHeldBackByNothing() {
    take("a");
    for (int i = 0; i < WORKERS; i++) {
      shares.begin("");
    }

    assertThat(shares.isFree("")).isTrue();
  }

  @Test
  void oneWorkerIsEverybodysShareWhereThereIsNoOther() {
    Shares one = new Shares(1, 0.5, LONG, now::get);

    assertThat(one.isFree("a")).isTrue();
    one.begin("a");
    assertThat(one.isFree("a")).isFalse();
  }

  private void work(String group, long nanos) {
    Shares.Held held = shares.begin(group);
    now.addAndGet(nanos);
    shares.end(held);
  }

  private List<Shares.Held> take(String group) {
    List<Shares.Held> held = new ArrayList<>();
    while (held.size() < WORKERS && shares.isFree(group)) {
      held.add(shares.begin(group));
    }
    return held;
  }
}
