package io.bactrian.faults;

import io.bactrian.embedded.standin.EvolutionStandIn;
import io.bactrian.servers.NativePostgres;
import io.bactrian.servers.NativeRabbit;
import io.bactrian.servers.NativeRedis;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The servers of all fault tests, started once. They end with this JVM; each test gets a database,
 * a bucket and empty lanes of its own.
 */
final class FaultServers {

  private static FaultServers running;

  final NativeRabbit rabbit = new NativeRabbit();
  final NativeRedis redis = new NativeRedis();
  final NativePostgres postgres = new NativePostgres();
  final ObjectStore objects = new ObjectStore();
  final EvolutionStandIn standIn = new EvolutionStandIn(0);

  private FaultServers() {
    QuietLogs.begin();
  }

  static boolean available() {
    return NativeRabbit.available() && NativeRedis.available() && NativePostgres.available();
  }

  static synchronized FaultServers running() {
    if (running == null) {
      running = new FaultServers();
    }
    running.startAll();
    return running;
  }

  /** Starts what a test has stopped. */
  void startAll() {
    rabbit.start();
    redis.start();
    postgres.start();
    objects.start();
  }

  /** Makes everything new for a test of that name, and returns the settings that lead there. */
  Map<String, String> prepare(String name) {
    startAll();
    standIn.clearFaults().clearCalls();
    redis.flush();
    DurableLane.clear(rabbit.port());
    try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), NativePostgres.USER, "");
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spring.datasource.url", postgres.jdbcUrl().replaceAll("/postgres$", "/" + name));
    settings.put("spring.datasource.username", NativePostgres.USER);
    settings.put("spring.datasource.password", "none");
    settings.put("spring.rabbitmq.host", "127.0.0.1");
    settings.put("spring.rabbitmq.port", String.valueOf(rabbit.port()));
    settings.put("spring.rabbitmq.username", "guest");
    settings.put("spring.rabbitmq.password", "guest");
    settings.put("spring.data.redis.host", "127.0.0.1");
    settings.put("spring.data.redis.port", String.valueOf(redis.port()));
    settings.put("bactrian.s3.endpoint", objects.endpoint());
    settings.put("bactrian.s3.bucket", name.replace('_', '-'));
    settings.put("bactrian.s3.access-key", ObjectStore.KEY);
    settings.put("bactrian.s3.secret-key", ObjectStore.SECRET);
    settings.put("bactrian.s3.path-style", "true");
    settings.putAll(FaultSettings.evolution(standIn));
    settings.putAll(FaultSettings.quick());
    return settings;
  }
}
