package io.bactrian.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bactrian.job.JobOwner;
import io.bactrian.lane.FairWindow.Room;
import io.bactrian.lane.FairWindow.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FairWindowTest {

  private static final int WORKERS = 4;
  private static final JobOwner SALES_1 = new JobOwner("sales", "1");
  private static final JobOwner SALES_2 = new JobOwner("sales", "2");
  private static final JobOwner HELP_3 = new JobOwner("help", "3");

  private final AtomicLong now = new AtomicLong();
  private final FairWindow<String> window =
      new FairWindow<>(shares(0.75), shares(0.5), new Room(5, 3));

  private Shares shares(double share) {
    return new Shares(WORKERS, share, 1000, now::get);
  }

  @Test
  void instancesTakeTurnsAndInThemChats() throws Exception {
    add(SALES_1, "a1", "a2", "a3");
    add(SALES_2, "b1");
    add(HELP_3, "c1", "c2");

    List<String> order = new ArrayList<>();
    while (window.size() > 0) {
      Turn<String> turn = window.take();
      order.add(turn.job());
      window.end(turn);
    }

    assertThat(order).containsExactly("a1", "c1", "b1", "c2", "a2", "a3");
  }

  @Test
  void aChatThatHoldsItsShareIsPassedOver() throws Exception {
    add(SALES_1, "a1", "a2", "a3");
    window.take();
    window.take();
    add(SALES_2, "b1");

    assertThat(window.take().job()).isEqualTo("b1");
  }

  @Test
  void anInstanceThatHoldsItsShareLeavesAWorkerToTheNext() throws Exception {
    add(SALES_1, "a1", "a2", "a3");
    add(SALES_2, "b1", "b2");
    List<String> taken = List.of(next(), next(), next());
    add(HELP_3, "c1");

    assertThat(taken).containsExactly("a1", "b1", "a2");
    assertThat(next()).isEqualTo("c1");
  }

  @Test
  void whoWaitsForAWorkerGetsItAsSoonAsOneOfItsChatIsThrough() throws Exception {
    add(SALES_1, "a1", "a2", "a3");
    Turn<String> first = window.take();
    window.take();
    CompletableFuture<String> third =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return next();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(third).isNotDone();

    window.end(first);

    await().until(third::isDone);
    assertThat(third.join()).isEqualTo("a3");
  }

  @Test
  void aChatAndAnInstanceHaveOnlySoMuchRoomAndNobodyElseLess() {
    add(SALES_1, "a1", "a2", "a3");
    assertThat(window.hasRoom(SALES_1)).isFalse();
    assertThat(window.hasRoom(SALES_2)).isTrue();
    add(SALES_2, "b1", "b2");
    assertThat(window.hasRoom(SALES_2)).isFalse();
    assertThat(window.hasRoom(HELP_3)).isTrue();
    add(JobOwner.NOBODY, "1", "2", "3", "4", "5", "6");
    assertThat(window.hasRoom(JobOwner.NOBODY)).isTrue();
  }

  @Test
  void aChatThatExceedsItsRoomTakesNoneOfOthersOfItsInstance() {
    add(SALES_1, "a1", "a2", "a3", "a4", "a5", "a6", "a7");

    assertThat(window.hasRoom(SALES_1)).isFalse();
    assertThat(window.hasRoom(SALES_2)).isTrue();
    add(SALES_2, "b1", "b2");
    assertThat(window.removeBeyondRoom(job -> true)).containsExactly("a4", "a5", "a6", "a7");
  }

  @Test
  void whatExceedsItsRoomIsTheNewestAndOnlyWhatMayGo() throws Exception {
    add(SALES_1, "a1", "a2", "a3", "a4", "a5 stays", "a6");
    add(SALES_2, "b1", "b2", "b3");
    add(HELP_3, "c1");

    assertThat(window.removeBeyondRoom(job -> !job.endsWith("stays")))
        .containsExactly("a4", "a6", "b3");
    assertThat(window.size()).isEqualTo(7);
  }

  @Test
  void whatIsRemovedHasNoTurn() throws Exception {
    add(SALES_1, "a1", "a2");
    add(HELP_3, "c1");

    assertThat(window.remove(job -> job.startsWith("a"))).containsExactly("a1", "a2");
    assertThat(next()).isEqualTo("c1");
    assertThat(window.size()).isZero();
  }

  @Test
  void aClosedWindowGivesNothingAndWaitsForWhatWasTaken() throws Exception {
    add(SALES_1, "a1", "a2");
    Turn<String> turn = window.take();
    CompletableFuture<Void> closing =
        CompletableFuture.runAsync(
            () -> {
              try {
                window.close(5_000);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(closing).isNotDone();
    window.end(turn);
    await().until(closing::isDone);
    assertThat(window.take()).isNull();
    assertThat(window.size()).isPositive();
  }

  private String next() throws InterruptedException {
    return window.take().job();
  }

  private void add(JobOwner owner, String... jobs) {
    for (String job : jobs) {
      window.add(owner, job);
    }
  }
}
