package io.bactrian.bench;

import static org.awaitility.Awaitility.await;

import io.bactrian.job.Job;
import io.bactrian.job.JobLedger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs of a kind that does nothing, on the hub's own way: ledger, router, lane, claim, outcome. */
final class NoOpJobs {

  static final String KIND = "no_op";

  private final CamelContext camel;
  private final JdbcClient jdbc;
  private final JobLedger ledger;
  private final TransactionTemplate transaction;
  private final Map<UUID, Long> published = new ConcurrentHashMap<>();
  private final AtomicInteger finished = new AtomicInteger();
  private volatile Latencies latencies = new Latencies();

  NoOpJobs(CamelContext camel, JdbcClient jdbc, JobLedger ledger, TransactionTemplate transaction) {
    this.camel = camel;
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.transaction = transaction;
  }

  /** The route such a kind has, in Java because it is no part of the program. */
  void openRoute() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("kamelet:fast-lane-source?kind=" + KIND)
                .routeId("no-op")
                .setProperty("job", method("jobLedger", "claim"))
                .filter(simple("${exchangeProperty.job} != null"))
                .process(NoOpJobs.this::started)
                .bean("jobOutcome", "done")
                .process(exchange -> finished.incrementAndGet());
          }
        });
  }

  private void started(Exchange exchange) {
    Job job = exchange.getProperty("job", Job.class);
    Long at = published.remove(job.id());
    if (at != null) {
      latencies.add(System.nanoTime() - at);
    }
  }

  /** Counts again. */
  Latencies begin(int jobs) {
    finished.set(0);
    latencies = new Latencies();
    return latencies;
  }

  /** Opens a job, which is published after the commit; its time begins there. */
  void publish() {
    UUID id = UUID.randomUUID();
    transaction.executeWithoutResult(
        status -> {
          TransactionSynchronizationManager.registerSynchronization(
              new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                  published.put(id, System.nanoTime());
                }
              });
          if (ledger.open(id, KIND, id, null).isEmpty()) {
            throw new IllegalStateException("not opened");
          }
        });
  }

  /** Rows of jobs that wait; told from published ones by being their own subject. */
  List<UUID> fill(int count) {
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(count).toList();
    jdbc.sql(
            """
            insert into job (id, kind, subject, next_attempt_at, queued_at)
            select id, :kind, id, now() + interval '1 hour', now() from unnest(:ids) as id""")
        .param("kind", KIND)
        .param("ids", ids.toArray(UUID[]::new))
        .update();
    return ids;
  }

  void pause() {
    control(false);
  }

  void resume() {
    control(true);
  }

  private void control(boolean run) {
    try {
      if (run) {
        camel.getRouteController().startRoute("no-op");
      } else {
        camel.getRouteController().stopRoute("no-op");
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void awaitDone(int count, Duration patience) {
    await(count + " done")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> finished.get() >= count);
  }

  /** How many of the newest the ledger has as done. */
  int done(int newest) {
    return jdbc.sql(
            """
            select count(*) from (select state from job where kind = :kind
              order by created_at desc limit :newest) as jobs where state = 'done'""")
        .param("kind", KIND)
        .param("newest", newest)
        .query(Integer.class)
        .single();
  }

  /** From the transaction that queued a published job to the statement that claimed it. */
  Latencies ledgerWaits() {
    Latencies waits = new Latencies();
    jdbc.sql(
            """
            select extract(epoch from started_at - queued_at) from job
            where kind = :kind and state = 'done' and id <> subject""")
        .param("kind", KIND)
        .query(Double.class)
        .list()
        .forEach(seconds -> waits.add(Math.round(seconds * 1e9)));
    return waits;
  }
}
