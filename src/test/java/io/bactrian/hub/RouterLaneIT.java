package io.bactrian.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.job.JobRef;
import io.bactrian.lane.LaneMessages;
import io.bactrian.lane.RabbitTopology;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A job goes to the lane of its kind; what no lane takes is due again, and nothing vanishes. */
class RouterLaneIT extends SendMessageTest {

  private static final long RECEIVE_MILLIS = 10_000;

  @Autowired private ProducerTemplate producer;
  @Autowired private StringRedisTemplate redis;
  @Autowired private RabbitTemplate rabbit;

  @Test
  void aJobOfAKindThatNoLaneKnowsIsDueAgain() {
    String kind = "gone_" + instance.replace('-', '_');
    UUID subject = JobRow.insert(jdbc, kind, null);

    producer.sendBody("seda:route-job", new JobRef(JobRow.of(jdbc, kind, subject).id(), kind));

    JobRow row = JobRow.until(jdbc, kind, subject, job -> job.lastError() != null);
    assertThat(row.lastError()).contains("not declared");
    assertThat(row.state()).isEqualTo("pending");
    jdbc.sql("delete from job where subject = :id").param("id", subject).update();
  }

  @Test
  void aFastLaneThatTakesNothingIsTriedAgainUntilItDoes() {
    // Redis is there but has no room for the job.
    memory("1");
    UUID id;
    try {
      id = send(text("Hello"));
      JobRow refused = JobRow.until(jdbc, KIND, id, job -> job.lastError() != null);
      assertThat(refused.state()).isEqualTo("pending");
      assertThat(refused.attempts()).isZero();
      assertThat(refused.nextAttemptAt().toInstant()).isBefore(Instant.now().plusSeconds(5));
      // Longer than a blocking pop, so that the worker meets it too.
      Awaitility.await().during(Duration.ofMillis(1500)).until(() -> calls("sendText") == 0);
    } finally {
      memory("0");
    }

    message(id, "SENT");
    assertThat(sent()).hasSize(1);
  }

  private void memory(String bytes) {
    redis.execute(
        (RedisCallback<Void>)
            connection -> {
              connection.serverCommands().setConfig("maxmemory", bytes);
              return null;
            });
  }

  @Test
  void aKeyOfAnotherTypeStopsItsWorkersOnlyUntilAJobComes() {
    String bell = "bactrian:{" + KIND + "}:bell";
    redis.delete(bell);
    redis.opsForValue().set(bell, "no bell");
    // Longer than a blocking pop, so that the worker meets it.
    Awaitility.await()
        .during(Duration.ofMillis(1500))
        .until(() -> redis.type(bell) == DataType.STRING);

    message(send(text("Hello")), "SENT");

    assertThat(sent()).hasSize(1);
  }

  @Test
  void whatTheFastLaneCanNotReadDoesNotStopItsWorkers() {
    String list = LaneMessages.redisKey(KIND);
    for (String poison : new String[] {"no json", "{}", "[]", "null", "{\"id\":\"x\"}"}) {
      redis.opsForList().leftPush(list, poison);
    }

    message(send(text("Hello")), "SENT");

    Awaitility.await().until(() -> redis.opsForList().size(list) == 0);
  }

  @Test
  void whatTheDurableLaneCanNotReadIsKeptAmongItsDeadLetters() {
    drain("process_incoming_media.dead");

    rabbit.convertAndSend(RabbitTopology.JOBS, "process_incoming_media", "no json " + instance);

    Message dead = rabbit.receive("process_incoming_media.dead", RECEIVE_MILLIS);
    assertThat(dead).isNotNull();
    assertThat(new String(dead.getBody(), UTF_8)).isEqualTo("no json " + instance);
    UUID next = JobRow.insert(jdbc, "process_incoming_media", null);
    JobRow.until(jdbc, "process_incoming_media", next, JobRow::isDone);
  }

  @Test
  void whatNoQueueTakesIsKeptAside() {
    drain(RabbitTopology.UNROUTED);

    rabbit.convertAndSend(RabbitTopology.JOBS, "no_such_kind", instance);

    Message kept = rabbit.receive(RabbitTopology.UNROUTED, RECEIVE_MILLIS);
    assertThat(kept).isNotNull();
    assertThat(new String(kept.getBody(), UTF_8)).isEqualTo(instance);
  }

  private void drain(String queue) {
    while (rabbit.receive(queue, 200) != null) {
      assertThat(queue).isNotEmpty();
    }
  }
}
