package io.bactrian.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.servers.NativeRedis;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Redis before 6.2 takes one job at a time off a list, and the fast lane is as good. */
@ExtendWith(OutputCaptureExtension.class)
class EarlierRedisIT {

  private static final String KIND = "read_one_by_one";
  private static final int JOBS = 20;

  @Test
  void jobsAreReadOneAtATimeInTheirOrder(CapturedOutput log) throws Exception {
    assumeTrue(NativeRedis.available(), "Redis is not installed: .ci/servers install");
    try (NativeRedis server = NativeRedis.withoutPops()) {
      server.start();
      LettuceConnectionFactory connections =
          new LettuceConnectionFactory("127.0.0.1", server.port());
      connections.afterPropertiesSet();
      connections.start();
      try {
        StringRedisTemplate redis = new StringRedisTemplate(connections);
        for (int i = 0; i < JOBS; i++) {
          redis.opsForList().leftPush(LaneMessages.redisKey(KIND), "job " + i);
        }

        assertThat(read(redis))
            .containsExactlyElementsOf(
                IntStream.range(0, JOBS).mapToObj(number -> "job " + number).toList());

        assertThat(log.getOut().split("Redis before 6.2", -1)).as("said once").hasSize(2);
      } finally {
        connections.destroy();
      }
    }
  }

  /** What a lane with one worker hands on, by the Kamelet itself. */
  private static Queue<String> read(StringRedisTemplate redis) throws Exception {
    Queue<String> worked = new ConcurrentLinkedQueue<>();
    ExecutorService worker = Executors.newFixedThreadPool(1);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.getRegistry().bind("stringRedisTemplate", redis);
      camel.getRegistry().bind("fastLaneReader", new FastLaneReader(redis));
      camel.getRegistry().bind("laneMessages", new LaneMessages(new ObjectMapper()));
      camel.getRegistry().bind(FastLaneWorkers.name(KIND), ExecutorService.class, worker);
      camel.getComponent("kamelet", KameletComponent.class).setLocation("file:routes");
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("kamelet:fast-lane-source?kind=" + KIND)
                  .process(job -> worked.add(job.getMessage().getBody(String.class)));
            }
          });
      camel.start();
      Awaitility.await().until(() -> worked.size() == JOBS);
    } finally {
      worker.shutdownNow();
    }
    return worked;
  }
}
