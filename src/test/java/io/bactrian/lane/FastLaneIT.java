package io.bactrian.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.hub.HubTest;
import io.bactrian.job.JobRef;
import io.bactrian.lane.FastLane.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

class FastLaneIT extends HubTest {

  private static final String KIND = "taken_in_turn";
  private static final int ALL = 100;

  @Autowired private FastLane lane;
  @Autowired private StringRedisTemplate redis;

  @AfterEach
  void empty() {
    Set<String> keys = redis.keys("bactrian:{" + KIND + "}:*");
    redis.delete(keys);
  }

  @Test
  void instancesTakeTurnsWhateverTheyHaveWaiting() throws Exception {
    List<String> sales = push("sales", 3);
    List<String> help = push("help", 1);
    List<String> shop = push("shop", 2);

    assertThat(take(ALL).jobs())
        .containsExactly(
            sales.get(0), help.get(0), shop.get(0), sales.get(1), shop.get(1), sales.get(2));
    assertThat(take(ALL)).isEqualTo(new Taken(List.of(), false));
  }

  @Test
  void theNextLookGoesOnWithTheInstanceWhoseTurnItIs() throws Exception {
    List<String> sales = push("sales", 3);
    List<String> help = push("help", 2);

    assertThat(take(1).jobs()).containsExactly(sales.get(0));
    assertThat(take(1).jobs()).containsExactly(help.get(0));
    assertThat(take(1).jobs()).containsExactly(sales.get(1));
  }

  @Test
  void whoMayHaveNoMoreIsPassedOverAndItsJobsStay() throws Exception {
    List<String> sales = push("sales", 3);
    List<String> help = push("help", 1);

    Taken first = lane.take(KIND, ALL, ALL, Map.of("sales", 1));
    assertThat(first.jobs()).containsExactly(sales.get(0), help.get(0));
    assertThat(first.passedOver()).isTrue();
    assertThat(lane.take(KIND, ALL, ALL, Map.of("sales", 0))).isEqualTo(new Taken(List.of(), true));
    assertThat(lane.depth(KIND)).isEqualTo(2);
    assertThat(lane.take(KIND, ALL, 1, Map.of()).jobs()).containsExactly(sales.get(1));
  }

  @Test
  void whatAnEarlierVersionPushedIsTakenToo() throws Exception {
    String old = job(null);
    redis.opsForList().leftPush(LaneMessages.redisKey(KIND), old);
    redis.opsForList().leftPush(LaneMessages.redisKey(KIND), "no json");
    List<String> sales = push("sales", 1);

    assertThat(lane.depth(KIND)).isEqualTo(3);
    assertThat(take(ALL).jobs()).containsExactlyInAnyOrder(old, "no json", sales.get(0));
    assertThat(lane.depth(KIND)).isZero();
  }

  @Test
  void whatIsPutBackComesBeforeTheOthersOfItsInstance() throws Exception {
    List<String> sales = push("sales", 3);
    List<String> taken = take(2).jobs();

    lane.putBack(KIND, taken.get(1));
    lane.putBack(KIND, taken.get(0));

    assertThat(take(ALL).jobs()).containsExactlyElementsOf(sales);
  }

  @Test
  void anInstanceThatTheRingHasLostIsBackWithItsNextJob() throws Exception {
    List<String> sales = push("sales", 1);
    redis.delete("bactrian:{" + KIND + "}:ring");
    assertThat(take(ALL).jobs()).isEmpty();

    List<String> more = push("sales", 1);

    assertThat(take(ALL).jobs()).containsExactly(sales.get(0), more.get(0));
  }

  @Test
  void everyJobRingsTheBellUpToAFew() throws Exception {
    push("sales", 40);

    assertThat(redis.opsForList().size(FastLane.bell(KIND))).isEqualTo(16);
  }

  @Test
  void whatSomebodyPutInThePlaceOfAListStopsNobodyElse() throws Exception {
    push("sales", 1);
    List<String> help = push("help", 2);
    redis.opsForValue().set("bactrian:{" + KIND + "}:jobs:sales", "of another type");
    redis.opsForValue().set(LaneMessages.redisKey(KIND), "of another type");

    assertThat(lane.depth(KIND)).isEqualTo(2);
    assertThat(take(ALL).jobs()).containsExactlyElementsOf(help);
    assertThat(take(ALL)).isEqualTo(new Taken(List.of(), false));
  }

  @Test
  void theNextJobTakesThePlaceOfWhatSomebodyPutThere() throws Exception {
    for (String key : List.of("jobs:sales", "ring", "bell")) {
      redis.opsForValue().set("bactrian:{" + KIND + "}:" + key, "of another type");
    }

    assertThat(lane.depth(KIND)).isZero();
    assertThat(take(ALL).jobs()).isEmpty();
    List<String> sales = push("sales", 1);

    assertThat(take(ALL).jobs()).containsExactlyElementsOf(sales);
    assertThat(redis.opsForList().size(FastLane.bell(KIND))).isEqualTo(1);
  }

  @Test
  void whatIsTooLongToBeAJobIsNotRead() throws Exception {
    redis.opsForList().leftPush(LaneMessages.redisKey(KIND), "x".repeat(1 << 20));
    List<String> sales = push("sales", 1);

    assertThat(take(ALL).jobs()).containsExactlyInAnyOrder("", sales.get(0));
  }

  @Test
  void turnsThatCannotBeCountedOnAreCountedAnew() throws Exception {
    List<String> sales = push("sales", 2);
    redis.opsForZSet().add("bactrian:{" + KIND + "}:ring", "nobody", Double.POSITIVE_INFINITY);
    List<String> help = push("help", 2);

    assertThat(take(1).jobs()).containsExactly(sales.get(0));
    assertThat(take(1).jobs()).containsExactly(help.get(0));
    assertThat(take(1).jobs()).containsExactly(sales.get(1));
    assertThat(take(1).jobs()).containsExactly(help.get(1));
  }

  private Taken take(int most) {
    return lane.take(KIND, most, ALL, Map.of());
  }

  private List<String> push(String instance, int count) throws Exception {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(job(instance + ":chat"));
      lane.push(KIND, jobs.get(i));
    }
    return jobs;
  }

  private String job(String owner) throws Exception {
    return json.writeValueAsString(new JobRef(UUID.randomUUID(), KIND, owner));
  }
}
