package io.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private final List<List<Integer>> statements = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);

  @Test
  void whoAsksAloneIsAnsweredAtOnce() {
    firstMayEnd.countDown();

    assertThat(new Gathering<>(10, this::answer).ask(1)).isEqualTo("1");
    assertThat(statements).containsExactly(List.of(1));
  }

  @Test
  void thoseWhoAskDuringAStatementShareTheNextOnes() {
    Gathering<Integer, String> gathering = new Gathering<>(4, this::answer);
    List<CompletableFuture<String>> answers = askDuringTheFirst(gathering, 1, 2, 3, 4, 5, 6);

    assertThat(answers.stream().map(CompletableFuture::join))
        .containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(statements).hasSize(3).allSatisfy(asked -> assertThat(asked).hasSizeBetween(1, 4));
  }

  @Test
  void ofTwoWhoAskTheSameOneIsAnswered() {
    Gathering<Integer, String> gathering = new Gathering<>(4, this::answer);
    List<CompletableFuture<String>> answers = askDuringTheFirst(gathering, 7, 7);

    List<String> got = new ArrayList<>();
    answers.forEach(answer -> got.add(answer.join()));
    assertThat(got).containsExactlyInAnyOrder("0", "7", null);
  }

  @Test
  void aFailureReachesAllOfItsStatementAndNobodyElse() {
    Gathering<Integer, String> gathering =
        new Gathering<>(
            4,
            asked -> {
              if (asked.contains(13)) {
                throw new IllegalStateException("refused");
              }
              return answer(asked);
            });
    List<CompletableFuture<String>> answers = askDuringTheFirst(gathering, 13);

    assertThat(answers.get(0).join()).isEqualTo("0");
    assertThatThrownBy(() -> answers.get(1).join()).hasRootCauseMessage("refused");
    assertThat(gathering.ask(2)).isEqualTo("2");
  }

  @Test
  void anErrorReachesAllOfItsStatementTooAndNobodyAsksForEver() throws Exception {
    Gathering<Integer, String> gathering =
        new Gathering<>(
            4,
            asked -> {
              if (asked.contains(13)) {
                throw new OutOfMemoryError("of a test");
              }
              return answer(asked);
            });
    List<CompletableFuture<String>> answers = askDuringTheFirst(gathering, 13, 14);

    for (CompletableFuture<String> failed : answers.subList(1, 3)) {
      assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("of a test");
    }
    assertThat(gathering.ask(2)).isEqualTo("2");
  }

  /** The first asks 0 and is held in its statement until all others wait. */
  private List<CompletableFuture<String>> askDuringTheFirst(
      Gathering<Integer, String> gathering, int... others) {
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> gathering.ask(0), run());
    await().until(() -> !statements.isEmpty());
    List<CompletableFuture<String>> rest =
        IntStream.of(others)
            .mapToObj(other -> CompletableFuture.supplyAsync(() -> gathering.ask(other), run()))
            .toList();
    await().until(() -> gathering.waiting() == others.length);
    firstMayEnd.countDown();
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  private static Executor run() {
    return task -> new Thread(task).start();
  }

  private Map<Integer, String> answer(List<Integer> asked) {
    statements.add(asked);
    try {
      firstMayEnd.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Map<Integer, String> answers = new HashMap<>();
    asked.forEach(each -> answers.put(each, each.toString()));
    return answers;
  }
}
