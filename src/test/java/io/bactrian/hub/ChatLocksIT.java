package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.chat.Alias;
import io.bactrian.chat.Conversations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Two transactions that name the same people wait for one another, but never crosswise. */
class ChatLocksIT extends HubTest {

  @Autowired private Conversations conversations;
  @Autowired private TransactionTemplate transaction;

  @RepeatedTest(3)
  void membersInAnyOrderAreLearned() {
    List<Alias> members =
        new ArrayList<>(
            IntStream.range(0, 300)
                .mapToObj(n -> new Alias("9%05d@lid".formatted(n), phone(n)))
                .toList());
    List<Alias> reversed = new ArrayList<>(members);
    Collections.reverse(reversed);

    CompletableFuture<Void> one = inTransaction(() -> group("1@g.us", members));
    CompletableFuture<Void> other = inTransaction(() -> group("2@g.us", reversed));
    one.join();
    other.join();

    assertThat(
            jdbc.sql("select count(*) from identity where instance = :instance")
                .param("instance", instance)
                .query(Integer.class)
                .single())
        .isEqualTo(300);
  }

  @RepeatedTest(3)
  void aChatIsOpenedUnderEitherNameAtOnce() {
    List<CompletableFuture<Void>> opened = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      String lid = "0%05d@lid".formatted(n);
      String phone = phone(n);
      opened.add(inTransaction(() -> conversations.open(instance, lid, phone)));
      opened.add(inTransaction(() -> conversations.open(instance, phone, lid)));
      opened.add(inTransaction(() -> conversations.open(instance, lid, null)));
    }
    opened.forEach(CompletableFuture::join);

    assertThat(hub.conversations(instance)).hasSize(20);
  }

  private void group(String chat, List<Alias> members) {
    conversations.begin(instance, members, List.of(chat));
    conversations.open(instance, chat, null);
    conversations.learn(instance, members);
  }

  private CompletableFuture<Void> inTransaction(Runnable work) {
    return CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> work.run()));
  }

  private static String phone(int n) {
    return "1559%07d@s.whatsapp.net".formatted(n);
  }
}
