package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.lane.FastLaneReader;
import io.bactrian.lane.LaneMessages;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

class FastLaneReaderIT extends HubTest {

  private static final String KIND = "read_at_once";
  private static final String LIST = LaneMessages.redisKey(KIND);

  @Autowired private FastLaneReader reader;
  @Autowired private StringRedisTemplate redis;

  private final ExecutorService workers = Executors.newFixedThreadPool(3);
  private Exchange exchange;

  @BeforeEach
  void fill() {
    camel.getRegistry().bind("fast-lane-" + KIND, ExecutorService.class, workers);
    exchange = new DefaultExchange(camel);
    List.of("first", "second", "third", "fourth")
        .forEach(job -> redis.opsForList().leftPush(LIST, job));
  }

  @AfterEach
  void empty() {
    redis.delete(LIST);
    workers.shutdownNow();
  }

  @Test
  void asManyAreReadAsThereAreIdleWorkersAndTheRestStays() {
    assertThat(reader.next(KIND, exchange)).isEqualTo("first");

    assertThat(redis.opsForList().range(LIST, 0, -1)).containsExactly("fourth");
    assertThat(reader.next(KIND, exchange)).isEqualTo("second");
    assertThat(reader.next(KIND, exchange)).isEqualTo("third");
    assertThat(reader.next(KIND, exchange)).isEqualTo("fourth");
  }

  @Test
  void whereNothingWaitsRedisIsToBeAsked() {
    redis.delete(LIST);

    assertThat(reader.next(KIND, exchange)).isNull();
    assertThat(exchange.getMessage().getHeader("CamelRedis.Key")).isEqualTo(LIST);
    assertThat(exchange.getMessage().getHeader("CamelRedis.Timeout")).isEqualTo(1);
  }

  @Test
  void nothingIsReadAheadWhileAllWorkersAreBusy() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(3);
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      workers.execute(
          () -> {
            all.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    all.await();

    assertThat(reader.next(KIND, exchange)).isNull();
    assertThat(redis.opsForList().size(LIST)).isEqualTo(4);
    end.countDown();
  }

  @Test
  void aStopPutsBackWhatWasReadAheadInItsOrder() {
    reader.next(KIND, exchange);

    reader.stop();
    reader.start();

    assertThat(redis.opsForList().range(LIST, 0, -1)).containsExactly("fourth", "third", "second");
  }
}
