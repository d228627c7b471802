package io.bactrian.chat;

import static io.bactrian.chat.MessageStatus.DELIVERED;
import static io.bactrian.chat.MessageStatus.FAILED;
import static io.bactrian.chat.MessageStatus.PENDING;
import static io.bactrian.chat.MessageStatus.PLAYED;
import static io.bactrian.chat.MessageStatus.READ;
import static io.bactrian.chat.MessageStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageStatusTest {

  @Test
  void anySetOfStatusesMergesToTheFurthestInEveryOrder() {
    int orders = 0;
    for (Set<MessageStatus> set : subsets()) {
      for (List<MessageStatus> order : permutations(List.copyOf(set))) {
        MessageStatus merged = PENDING;
        for (MessageStatus status : order) {
          merged = merged.merge(status);
        }
        assertThat(merged).as("%s", order).isEqualTo(Collections.max(set));
        orders++;
      }
    }
    // The sum of 6!/(6-k)! for k = 1…6.
    assertThat(orders).isEqualTo(1956);
  }

  @Test
  void progressIsFromPendingToPlayed() {
    assertThat(PENDING.merge(FAILED)).isEqualTo(FAILED);
    assertThat(FAILED.merge(SENT)).isEqualTo(SENT);
    assertThat(SENT.merge(DELIVERED)).isEqualTo(DELIVERED);
    assertThat(DELIVERED.merge(READ)).isEqualTo(READ);
    assertThat(READ.merge(PLAYED)).isEqualTo(PLAYED);
  }

  @Test
  void whatMetaHasSentMayStillFailButNotWhatWasDelivered() {
    assertThat(SENT.merge(FAILED, "wamid.A")).isEqualTo(FAILED);
    assertThat(FAILED.merge(SENT, "wamid.A")).isEqualTo(FAILED);
    assertThat(DELIVERED.merge(FAILED, "wamid.A")).isEqualTo(DELIVERED);
    assertThat(FAILED.merge(DELIVERED, "wamid.A")).isEqualTo(DELIVERED);
    assertThat(SENT.merge(FAILED, "3EB0A")).isEqualTo(SENT);
  }

  @Test
  void nothingKnownChangesNothing() {
    for (MessageStatus status : MessageStatus.values()) {
      assertThat(status.merge(null)).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR, FAILED",
    "PENDING, PENDING",
    "SERVER_ACK, SENT",
    "DELIVERY_ACK, DELIVERED",
    "READ, READ",
    "PLAYED, PLAYED",
    "0, FAILED",
    "1, PENDING",
    "2, SENT",
    "3, DELIVERED",
    "4, READ",
    "5, PLAYED"
  })
  void evolutionsNamesAndNumbersAreKnown(String status, MessageStatus expected) {
    assertThat(MessageStatus.fromEvolution(status)).isEqualTo(expected);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"DELETED", "", "read", "6", "-1", "null"})
  void anythingElseIsNoProgress(String status) {
    assertThat(MessageStatus.fromEvolution(status)).isNull();
  }

  private static List<Set<MessageStatus>> subsets() {
    List<Set<MessageStatus>> subsets = new ArrayList<>();
    subsets.add(EnumSet.noneOf(MessageStatus.class));
    for (MessageStatus status : MessageStatus.values()) {
      for (Set<MessageStatus> smaller : List.copyOf(subsets)) {
        Set<MessageStatus> larger = EnumSet.copyOf(smaller);
        larger.add(status);
        subsets.add(larger);
      }
    }
    subsets.remove(0);
    return subsets;
  }

  private static List<List<MessageStatus>> permutations(List<MessageStatus> items) {
    if (items.size() < 2) {
      return List.of(items);
    }
    List<List<MessageStatus>> all = new ArrayList<>();
    for (MessageStatus first : items) {
      List<MessageStatus> rest = new ArrayList<>(items);
      rest.remove(first);
      for (List<MessageStatus> tail : permutations(rest)) {
        List<MessageStatus> one = new ArrayList<>(Arrays.asList(first));
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }
}
