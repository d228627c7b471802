package io.bactrian.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bactrian.lane.LaneMessages;
import io.bactrian.lane.RabbitTopology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Who can write to Redis or RabbitMQ makes no job vanish with it, and does not fill the log. */
class LaneGarbageIT extends HubTest {

  private static final String FAST = "fetch_group_info";
  private static final String DURABLE = "process_incoming_media";

  @Autowired private StringRedisTemplate redis;
  @Autowired private RabbitTemplate rabbit;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void readTheLog() {
    log.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void readNoLonger() {
    root().detachAppender(log);
  }

  @Test
  void aJobOnTheListOfAnotherKindIsNotDoneByIt() {
    UUID subject = waiting("send_message");
    String id = JobRow.of(jdbc, "send_message", subject).id().toString();

    push("{\"id\":\"%s\",\"kind\":\"send_message\"}".formatted(id));
    push("{\"id\":\"%s\",\"kind\":\"%s\"}".formatted(id, FAST));
    push("{\"id\":\"%s\"}".formatted(id));

    awaitEmptyList();
    assertUntouched("send_message", subject);
  }

  @Test
  void aJobOnTheQueueOfAnotherKindIsNotDoneByIt() {
    UUID subject = waiting("send_message");
    String id = JobRow.of(jdbc, "send_message", subject).id().toString();
    drain();

    rabbit.convertAndSend(
        RabbitTopology.JOBS, DURABLE, "{\"id\":\"%s\",\"kind\":\"%s\"}".formatted(id, DURABLE));
    rabbit.convertAndSend(
        RabbitTopology.JOBS,
        "derive_media",
        "{\"id\":\"%s\",\"kind\":\"derive_media\"}".formatted(id));
    rabbit.convertAndSend(
        RabbitTopology.JOBS, DURABLE, "{\"id\":\"%s\",\"kind\":\"send_message\"}".formatted(id));

    assertThat(dead()).contains("send_message");
    assertUntouched("send_message", subject);
  }

  @Test
  void garbageOnAListCostsALine() {
    Instant begun = Instant.now();
    log.list.clear();
    List<byte[]> garbage = garbage();
    for (byte[] each : garbage) {
      try (RedisConnection connection = redis.getRequiredConnectionFactory().getConnection()) {
        connection.listCommands().lPush(LaneMessages.redisKey(FAST).getBytes(UTF_8), each);
      }
    }

    awaitEmptyList();

    assertQuiet(begun);
  }

  @Test
  void garbageInAQueueCostsALineAndIsKeptAmongItsDeadLetters() {
    Instant begun = Instant.now();
    drain();
    log.list.clear();
    List<byte[]> garbage = garbage();
    for (byte[] each : garbage) {
      rabbit.send(RabbitTopology.JOBS, DURABLE, MessageBuilder.withBody(each).build());
    }
    rabbit.send(
        RabbitTopology.JOBS,
        DURABLE,
        MessageBuilder.withBody("text".getBytes(UTF_8))
            .setContentType("text/plain")
            .setContentEncoding("no-such-charset")
            .build());

    for (int i = 0; i <= garbage.size(); i++) {
      assertThat(dead()).isNotNull();
    }
    assertQuiet(begun);
  }

  private static List<byte[]> garbage() {
    List<byte[]> garbage = new ArrayList<>();
    for (String text :
        List.of(
            "no json",
            "null",
            "{}",
            "[]",
            "17",
            "\"text\"",
            "",
            "{\"id\":17,\"kind\":[]}",
            "{\"id\":\"x\"}",
            "{\"traceparent\":",
            "{\"id\":null,\"kind\":null,\"traceparent\":{}}",
            "x".repeat(3_000_000))) {
      garbage.add(text.getBytes(UTF_8));
    }
    garbage.add(new byte[] {0, -1, -2, 127, -128, 10});
    return garbage;
  }

  /** One line a second at most, be it of the test before, and one of what is no text at all. */
  private void assertQuiet(Instant begun) {
    assertThat(warnings())
        .hasSizeLessThan(3 + (int) Duration.between(begun, Instant.now()).toSeconds());
    assertThat(List.copyOf(log.list)).allMatch(event -> event.getThrowableProxy() == null);
  }

  private List<String> warnings() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel().levelInt >= ch.qos.logback.classic.Level.WARN_INT)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** One that a lane could deliver, and that is not due for long. */
  private UUID waiting(String kind) {
    UUID subject = UUID.randomUUID();
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, queued_at)
            values (gen_random_uuid(), :kind, :subject, now() + interval '1 hour', now())""")
        .param("kind", kind)
        .param("subject", subject)
        .update();
    return subject;
  }

  private void assertUntouched(String kind, UUID subject) {
    Awaitility.await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(5))
        .until(() -> JobRow.of(jdbc, kind, subject).state().equals("pending"));
    assertThat(JobRow.of(jdbc, kind, subject).claimedBy()).isNull();
    jdbc.sql("delete from job where subject = :id").param("id", subject).update();
  }

  private void push(String message) {
    redis.opsForList().leftPush(LaneMessages.redisKey(FAST), message);
  }

  private void awaitEmptyList() {
    Awaitility.await().until(() -> redis.opsForList().size(LaneMessages.redisKey(FAST)) == 0);
  }

  private String dead() {
    var letter = rabbit.receive(DURABLE + ".dead", 10_000);
    return letter == null ? null : new String(letter.getBody(), UTF_8);
  }

  private void drain() {
    while (rabbit.receive(DURABLE + ".dead", 200) != null) {
      assertThat(DURABLE).isNotEmpty();
    }
  }

  private static Logger root() {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
