package io.bactrian.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.lettuce.core.RedisClient;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a fault test relies on: killed for real, back on the same port with the same data. */
class NativeServersIT {

  @Test
  void postgresKeepsWhatWasCommittedWhenItIsKilled() throws Exception {
    assumeTrue(NativePostgres.available(), "PostgreSQL is not installed: .ci/servers install");
    try (var postgres = new NativePostgres()) {
      postgres.start();
      execute(postgres, "create table kept as select 42 as value");
      postgres.kill();
      assertThat(postgres.isRunning()).isFalse();
      postgres.start();
      assertThat(query(postgres, "select value from kept")).isEqualTo(42);
      postgres.restart();
      assertThat(query(postgres, "select value from kept")).isEqualTo(42);
    }
  }

  @Test
  void redisKeepsItsAppendOnlyFileOverARestart() {
    assumeTrue(NativeRedis.available(), "Redis is not installed: .ci/servers install");
    try (var redis = new NativeRedis();
        var client = RedisClient.create("redis://127.0.0.1:" + redis.port())) {
      redis.start();
      try (var connection = client.connect()) {
        connection.sync().set("kept", "yes");
      }
      redis.restart();
      try (var connection = client.connect()) {
        assertThat(connection.sync().get("kept")).isEqualTo("yes");
      }
      redis.kill();
      redis.start();
      try (var connection = client.connect()) {
        assertThat(connection.sync().get("kept")).isEqualTo("yes");
      }
    }
  }

  @Test
  void rabbitKeepsConfirmedMessagesWhenItIsKilled() throws Exception {
    assumeTrue(NativeRabbit.available(), "RabbitMQ is not installed: .ci/servers install");
    try (var rabbit = new NativeRabbit()) {
      rabbit.start();
      declare(rabbit, "kept");
      // RabbitMQ registers a new quorum queue on disk half a second late: killed before, it is
      // dead.
      rabbit.restart();
      publish(rabbit, "kept", "confirmed");
      rabbit.kill();
      assertThat(rabbit.isRunning()).isFalse();
      rabbit.start();
      assertThat(take(rabbit, "kept")).isEqualTo("confirmed");
    }
  }

  private static void execute(NativePostgres postgres, String statement) throws Exception {
    try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), NativePostgres.USER, "");
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static int query(NativePostgres postgres, String statement) throws Exception {
    try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), NativePostgres.USER, "");
        var sql = connection.createStatement();
        var rows = sql.executeQuery(statement)) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }

  private static void declare(NativeRabbit rabbit, String queue) throws Exception {
    try (var connection = factory(rabbit).newConnection();
        var channel = connection.createChannel()) {
      channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
    }
  }

  private static void publish(NativeRabbit rabbit, String queue, String text) throws Exception {
    try (var connection = factory(rabbit).newConnection();
        var channel = connection.createChannel()) {
      channel.confirmSelect();
      channel.basicPublish(
          "", queue, MessageProperties.PERSISTENT_TEXT_PLAIN, text.getBytes(UTF_8));
      channel.waitForConfirmsOrDie(5_000);
    }
  }

  private static String take(NativeRabbit rabbit, String queue) throws Exception {
    try (var connection = factory(rabbit).newConnection();
        var channel = connection.createChannel()) {
      return new String(channel.basicGet(queue, true).getBody(), UTF_8);
    }
  }

  private static ConnectionFactory factory(NativeRabbit rabbit) {
    var factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(rabbit.port());
    return factory;
  }
}
