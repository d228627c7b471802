package io.bactrian.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.hub.HubTest;
import io.bactrian.job.JobKindSettings;
import io.bactrian.job.JobKindSettings.Declaration;
import io.bactrian.job.JobKinds;
import io.bactrian.job.JobRef;
import io.bactrian.job.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

class FastLaneReaderIT extends HubTest {

  private static final String KIND = "read_at_once";
  private static final int WORKERS = 4;
  private static final Duration QUICK = Duration.ofSeconds(2);

  @Autowired private FastLane lane;
  @Autowired private LaneSettings settings;
  @Autowired private StringRedisTemplate redis;

  private FastLaneReader reader;
  private final List<Exchange> working = new ArrayList<>();

  @BeforeEach
  void open() {
    Declaration declared =
        new Declaration(Lane.fast, true, QUICK, WORKERS, 1, QUICK, null, QUICK, 2, QUICK, 1, 1);
    Map<String, Declaration> kinds = Map.of(KIND, declared);
    reader = new FastLaneReader(lane, new JobKinds(new JobKindSettings(kinds)), settings);
  }

  @AfterEach
  void empty() {
    redis.delete(redis.keys("bactrian:{" + KIND + "}:*"));
  }

  @Test
  void asManyAreReadAsThereAreIdleWorkersAndTheRestStays() throws Exception {
    List<String> sales = push("sales", 3);
    List<String> help = push("help", 3);

    assertThat(next()).isEqualTo(sales.get(0));
    assertThat(lane.depth(KIND)).isEqualTo(2);
    assertThat(List.of(next(), next(), next()))
        .containsExactly(help.get(0), sales.get(1), help.get(1));
    assertThat(next()).as("all workers are busy").isNull();
    assertThat(lane.depth(KIND)).isEqualTo(2);
  }

  @Test
  void anInstanceThatHoldsItsShareLeavesItsJobsInRedisAndAWorkerToTheNext() throws Exception {
    push("sales", 5);
    for (int i = 0; i < 3; i++) {
      assertThat(next()).isNotNull();
    }

    assertThat(next()).as("a fourth of an instance of which nothing is known").isNull();
    assertThat(lane.depth(KIND)).isEqualTo(2);
    List<String> help = push("help", 1);
    assertThat(next()).isEqualTo(help.get(0));
  }

  @Test
  void anInstanceThatIsQuickGetsEveryWorker() throws Exception {
    push("sales", 10);
    next();
    next();
    working.forEach(FastLaneReaderIT::complete);

    for (int i = 0; i < WORKERS; i++) {
      assertThat(next()).isNotNull();
    }
  }

  @Test
  void whereNothingWaitsRedisIsToBeAsked() throws Exception {
    assertThat(next()).isNull();

    Exchange asking = working.get(0);
    assertThat(asking.getProperty("laneEmpty")).isEqualTo(true);
    assertThat(asking.getMessage().getHeader("CamelRedis.Key")).isEqualTo(FastLane.bell(KIND));
    assertThat(asking.getMessage().getHeader("CamelRedis.Timeout")).isEqualTo(1);
  }

  @Test
  void aStopPutsBackWhatWasNotBegunInItsOrder() throws Exception {
    List<String> sales = push("sales", 3);
    next();

    reader.stop();

    assertThat(lane.take(KIND, 9, 9, Map.of()).jobs()).containsExactly(sales.get(1), sales.get(2));
  }

  private String next() throws InterruptedException {
    Exchange exchange = new DefaultExchange(camel);
    working.add(exchange);
    return reader.next(KIND, exchange);
  }

  private static void complete(Exchange exchange) {
    exchange
        .getExchangeExtension()
        .handoverCompletions()
        .forEach(completion -> completion.onComplete(exchange));
  }

  private List<String> push(String instance, int count) throws Exception {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String owner = instance + ":chat";
      jobs.add(json.writeValueAsString(new JobRef(UUID.randomUUID(), KIND, owner)));
      lane.push(KIND, jobs.get(i));
    }
    return jobs;
  }
}
