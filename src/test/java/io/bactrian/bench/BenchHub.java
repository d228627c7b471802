package io.bactrian.bench;

import static org.awaitility.Awaitility.await;

import io.bactrian.Bactrian;
import io.bactrian.embedded.standin.Call;
import io.bactrian.embedded.standin.EvolutionStandIn;
import io.bactrian.job.JobLedger;
import io.bactrian.servers.NativePostgres;
import io.bactrian.servers.NativeRabbit;
import io.bactrian.servers.NativeRedis;
import io.bactrian.servers.NativeServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A hub on real servers of the distribution; object storage is the embedded one. */
final class BenchHub implements AutoCloseable {

  private final NativeRabbit rabbit = new NativeRabbit();
  private final NativeRedis redisServer = new NativeRedis();
  private final NativePostgres postgres = new NativePostgres();
  private final EvolutionStandIn standIn = new EvolutionStandIn(0);
  private final int port = NativeServer.freePort();
  private final ConfigurableApplicationContext hub;
  private final BenchClient client;
  private final RawRedis redis;
  private final NoOpJobs noOp;

  BenchHub() {
    Stream.of(rabbit, redisServer, postgres).forEach(NativeServer::start);
    hub = new SpringApplicationBuilder(Bactrian.class).run(settings());
    client = new BenchClient(port);
    redis = new RawRedis(redisServer);
    CamelContext camel = hub.getBean(CamelContext.class);
    noOp =
        new NoOpJobs(
            camel,
            hub.getBean(JdbcClient.class),
            hub.getBean(JobLedger.class),
            new TransactionTemplate(hub.getBean(PlatformTransactionManager.class)));
  }

  private String[] settings() {
    return Stream.of(
            "server.port=" + port,
            "management.server.port=0",
            "spring.datasource.url=" + postgres.jdbcUrl(),
            "spring.datasource.username=" + NativePostgres.USER,
            "spring.datasource.password=none",
            "spring.rabbitmq.host=127.0.0.1",
            "spring.rabbitmq.port=" + rabbit.port(),
            "spring.rabbitmq.username=guest",
            "spring.rabbitmq.password=guest",
            "spring.data.redis.host=127.0.0.1",
            "spring.data.redis.port=" + redisServer.port(),
            "bactrian.embedded.dir=" + Path.of("target", "bench", "data"),
            "bactrian.embedded.base-port=0",
            "bactrian.evolution.base-url=" + standIn.baseUrl(),
            "bactrian.evolution.api-key=" + standIn.apiKey(),
            "bactrian.webhook.token=" + BenchClient.WEBHOOK_TOKEN,
            "bactrian.api.token=" + BenchClient.TOKEN,
            "bactrian.api.lane-freshness=0s",
            "bactrian.sending.pace=0s",
            "bactrian.kinds[send_message].requeue-after=5m",
            "bactrian.kinds[no_op].lane=fast",
            "bactrian.kinds[no_op].reprocessable=true",
            "bactrian.kinds[no_op].expected-time=1ms",
            "bactrian.kinds[no_op].workers=64")
        .map(setting -> "--" + setting)
        .toArray(String[]::new);
  }

  void openNoOp() {
    try {
      noOp.openRoute();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  BenchClient client() {
    return client;
  }

  <T> T bean(Class<T> type) {
    return hub.getBean(type);
  }

  /** Its database by connections that wait as long as it takes. */
  DataSource patientDatabase() {
    return new DriverManagerDataSource(postgres.jdbcUrl(), NativePostgres.USER, "none");
  }

  RawRedis redis() {
    return redis;
  }

  NoOpJobs noOp() {
    return noOp;
  }

  /** What is posted from now on waits. */
  void pauseSends() {
    control(false);
  }

  void resumeSends() {
    control(true);
  }

  private void control(boolean run) {
    CamelContext camel = hub.getBean(CamelContext.class);
    String reader =
        camel.getRoutes().stream()
            .filter(
                route -> route.getEndpoint().getEndpointUri().contains("fast-lane-send_message"))
            .map(Route::getId)
            .findFirst()
            .orElseThrow();
    try {
      if (run) {
        camel.getRouteController().resumeRoute(reader);
      } else {
        camel.getRouteController().suspendRoute(reader);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The calls that sent the texts of that beginning, once there are so many. */
  List<Call> awaitSent(String beginning, int count) {
    return awaitSent(beginning, count, Duration.ofMinutes(1));
  }

  List<Call> awaitSent(String beginning, int count, Duration patience) {
    return await(count + " sent")
        .atMost(patience)
        .until(
            () ->
                standIn.sends().stream().filter(call -> call.text().startsWith(beginning)).toList(),
            calls -> calls.size() >= count);
  }

  @Override
  public void close() {
    hub.close();
    redis.close();
    standIn.close();
    Stream.of(rabbit, redisServer, postgres).forEach(NativeServer::close);
  }
}
