package io.bactrian.console;

import io.bactrian.audit.AuditBook;
import io.bactrian.storage.ObjectStorage;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the servers answer that the hub needs. They are asked while somebody looks, all at once
 * and not again before a while has passed; one that keeps silent is down, and holds up nobody.
 */
@Component
class ServerBoard implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(ServerBoard.class);

  /** An object that nobody stores: the answer that it is not there is an answer. */
  private static final String NO_OBJECT = "console/looked-for-by-the-console";

  /** Throws what a server that does not answer throws. */
  private interface Question {
    void ask() throws Exception;
  }

  private final Map<String, Question> questions = new LinkedHashMap<>();
  private final Map<String, ServerState> states = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
  private final AuditBook audit;
  private final ConsoleSettings settings;
  private final Clock clock;
  private final ExecutorService threads;

  private Instant looked = Instant.EPOCH;

  ServerBoard(
      JdbcClient jdbc,
      ConnectionFactory rabbit,
      RedisConnectionFactory redis,
      ObjectStorage storage,
      AuditBook audit,
      ConsoleSettings settings,
      Clock clock) {
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
    questions.put("PostgreSQL", () -> jdbc.sql("select 1").query(Integer.class).single());
    questions.put("RabbitMQ", () -> open(rabbit));
    questions.put("Redis", () -> ping(redis));
    questions.put("S3", () -> storage.exists(NO_OBJECT));
    threads =
        Executors.newFixedThreadPool(
            questions.size(),
            task -> {
              Thread thread = new Thread(task, "console-servers");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** All of them, those that store first. */
  synchronized List<ServerState> current() {
    Instant now = clock.instant();
    if (!now.isBefore(looked.plus(settings.healthFreshness()))) {
      look(now);
      looked = clock.instant();
    }
    return List.copyOf(states.values());
  }

  private void look(Instant now) {
    questions.forEach(
        (name, question) ->
            asked.compute(
                name,
                (any, before) ->
                    before != null && !before.isDone()
                        ? before
                        : CompletableFuture.supplyAsync(() -> problem(question), threads)));
    long end = System.nanoTime() + settings.healthTimeout().toNanos();
    asked.forEach((name, answer) -> note(name, await(answer, end - System.nanoTime()), now));
    note("Evolution API", evolution(), now);
  }

  private void note(String name, String problem, Instant now) {
    ServerState before = states.get(name);
    boolean up = problem == null;
    Instant since =
        before != null && Boolean.valueOf(up).equals(before.up()) ? before.since() : now;
    states.put(name, new ServerState(name, up, problem, since));
  }

  private static String await(CompletableFuture<String> answer, long nanos) {
    try {
      return answer.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return "no answer in time";
    } catch (ExecutionException e) {
      return e.getCause().getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "not asked";
    }
  }

  private static String problem(Question question) {
    try {
      question.ask();
      return null;
    } catch (Exception e) {
      log.debug("A server does not answer the console: {}", e.toString());
      return e.getClass().getSimpleName();
    }
  }

  /** It is asked by the audit, again and again. */
  private String evolution() {
    return audit.problem().orElse(null);
  }

  private static void open(ConnectionFactory rabbit) {
    try (Connection connection = rabbit.createConnection()) {
      if (!connection.isOpen()) {
        throw new IllegalStateException("the connection is closed");
      }
    }
  }

  private static void ping(RedisConnectionFactory redis) {
    try (RedisConnection connection = redis.getConnection()) {
      connection.ping();
    }
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
