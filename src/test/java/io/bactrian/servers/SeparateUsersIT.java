package io.bactrian.servers;

import static io.lettuce.core.ScriptOutputType.INTEGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * The hub and Evolution API on one Redis and one PostgreSQL, with the users of the compose file.
 */
class SeparateUsersIT {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String LANE = "bactrian:{send_message}:jobs";

  @Test
  void onRedisEachHasItsOwnKeysAndNobodyRulesTheServer() throws Exception {
    assumeTrue(NativeRedis.available(), "Redis is not installed: .ci/servers install");
    try (var redis = new ComposeRedis()) {
      redis.start();
      as(
          redis,
          "bactrian",
          ComposeRedis.HUB_PASSWORD,
          hub -> {
            assertThat(hub.lpush(LANE, "one", "two")).isEqualTo(2);
            assertThat(hub.rpop(LANE, 1)).containsExactly("one");
            assertThat(hub.llen(LANE)).isOne();
            assertThat(hub.info("server")).contains("redis_version");
            refused(() -> hub.lpush("evolution:instance:x", "y"));
            refused(() -> hub.configSet("requirepass", ""));
            refused(hub::flushall);
            // The lane's own scripts are short, and reach its own keys alone.
            assertThat(hub.<Long>eval("return redis.call('llen', KEYS[1])", INTEGER, LANE)).isOne();
            refused(() -> hub.eval("return 1", INTEGER, "evolution:instance:x"));
          });
      as(
          redis,
          "evolution",
          ComposeRedis.EVOLUTION_PASSWORD,
          evolution -> {
            for (int database : List.of(0, 6)) {
              evolution.select(database);
              assertThat(evolution.setex("evolution:instance:x", 60, "y")).isEqualTo("OK");
              assertThat(evolution.get("evolution:instance:x")).isEqualTo("y");
              assertThat(evolution.hset("evolution:session:x", Map.of("k", "v"))).isOne();
              assertThat(evolution.hgetall("evolution:session:x")).containsEntry("k", "v");
              KeyScanCursor<String> keys = evolution.scan();
              assertThat(keys.getKeys()).contains("evolution:instance:x", "evolution:session:x");
              assertThat(evolution.del("evolution:session:x")).isOne();
            }
            evolution.select(0);
            refused(() -> evolution.lrange(LANE, 0, -1));
            refused(() -> evolution.lpush(LANE, "forged"));
            refused(() -> evolution.rename("evolution:instance:x", LANE));
            refused(() -> evolution.del(LANE));
            refused(evolution::flushdb);
            refused(evolution::flushall);
            refused(() -> evolution.keys("*"));
            refused(() -> evolution.aclList());
            refused(() -> evolution.configGet("*"));
            refused(() -> evolution.eval("return 1", INTEGER));
          });
      assertThatThrownBy(() -> as(redis, "default", "", RedisCommands::ping))
          .isInstanceOf(RedisException.class);
      assertThat(Files.readString(redis.usersFile()) + redis.commandLine())
          .contains("user bactrian on #")
          .doesNotContain(ComposeRedis.HUB_PASSWORD)
          .doesNotContain(ComposeRedis.EVOLUTION_PASSWORD);
    }
  }

  @Test
  void onPostgresEachHasItsOwnDatabaseAndNobodyIsASuperuser() throws Exception {
    assumeTrue(NativePostgres.available(), "PostgreSQL is not installed: .ci/servers install");
    try (var postgres = new NativePostgres("postgres")) {
      postgres.start();
      makeRoles(postgres, "postgres");
      makeRoles(postgres, "postgres");
      try (var hub = connection(postgres, "bactrian", "bactrian");
          var evolution = connection(postgres, "evolution", "evolution")) {
        execute(hub, "create table message as select 'secret' as body");
        execute(evolution, "create table instance as select 1 as id");
        for (Connection each : List.of(hub, evolution)) {
          assertThat(rows(each, "select 1 from pg_roles where rolname = current_user and rolsuper"))
              .isZero();
          denied(each, "create role intruder");
          denied(each, "create database another");
          denied(each, "select rolpassword from pg_authid");
          denied(each, "copy (select 1) to program 'true'");
          denied(each, "select pg_read_file('/etc/passwd')");
        }
      }
      for (String foreign : List.of("bactrian", "postgres")) {
        assertThatThrownBy(() -> connection(postgres, foreign, "evolution"))
            .hasMessageContaining("permission denied for database");
      }
      assertThatThrownBy(() -> connection(postgres, "evolution", "bactrian"))
          .hasMessageContaining("permission denied for database");
      try (var superuser = connection(postgres, "postgres", "postgres")) {
        assertThat(
                rows(
                    superuser,
                    "select 1 from pg_authid where rolpassword like 'SCRAM-SHA-256$%'"
                        + " and rolname in ('bactrian', 'evolution')"))
            .isEqualTo(2);
      }
    }
  }

  @Test
  void whatEvolutionMadeAsTheHubsSuperuserBecomesItsOwn() throws Exception {
    assumeTrue(NativePostgres.available(), "PostgreSQL is not installed: .ci/servers install");
    try (var postgres = new NativePostgres()) {
      postgres.start();
      try (var earlier = connection(postgres, "postgres", "bactrian")) {
        execute(earlier, "create database bactrian");
        execute(earlier, "create database evolution");
      }
      try (var earlier = connection(postgres, "evolution", "bactrian")) {
        execute(earlier, "create type mood as enum ('fine')");
        execute(earlier, "create table instance (id serial primary key, mood mood)");
        execute(earlier, "create view moods as select mood from instance");
        execute(earlier, "create sequence numbers");
      }

      makeRoles(postgres, "bactrian");

      try (var evolution = connection(postgres, "evolution", "evolution")) {
        execute(evolution, "insert into instance (mood) values ('fine')");
        assertThat(rows(evolution, "select nextval('numbers') from moods")).isOne();
        execute(evolution, "alter table instance add column name text");
        execute(evolution, "alter type mood add value 'better'");
      }
      assertThatThrownBy(() -> connection(postgres, "bactrian", "evolution"))
          .hasMessageContaining("permission denied for database");
    }
  }

  private static void as(
      ComposeRedis redis,
      String user,
      String password,
      Consumer<RedisCommands<String, String>> work) {
    var address =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(redis.port())
            .withAuthentication(user, password.toCharArray())
            .build();
    try (var client = RedisClient.create(address);
        var connection = client.connect()) {
      work.accept(connection.sync());
    }
  }

  private static void refused(ThrowingCallable command) {
    assertThatThrownBy(command).isInstanceOf(RedisException.class).hasMessageContaining("NOPERM");
  }

  private static void makeRoles(NativePostgres postgres, String superuser) throws Exception {
    var roles =
        new ProcessBuilder("bash", "deploy/postgres/roles.sh")
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT);
    roles
        .environment()
        .putAll(
            Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", String.valueOf(postgres.port()),
                "POSTGRES_USER", superuser,
                "HUB_PASSWORD", "hub's",
                "EVOLUTION_PASSWORD", "evolution's"));
    assertThat(roles.start().waitFor()).isZero();
  }

  private static Connection connection(NativePostgres postgres, String database, String user)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + database, user, "");
  }

  private static void denied(Connection connection, String statement) {
    assertThatThrownBy(() -> execute(connection, statement))
        .isInstanceOfSatisfying(
            SQLException.class,
            refused -> assertThat(refused.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static int rows(Connection connection, String query) throws SQLException {
    try (var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      int count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }
}
