package io.bactrian.faults;

import static org.awaitility.Awaitility.await;

import io.bactrian.bench.BenchReport;
import io.bactrian.embedded.standin.Fault;
import io.bactrian.servers.NativeServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What hubs as processes of their own take in and bring home on one machine, what each part spends
 * on it, and which part is the first to be full. Stand-in, object storage and the sender of
 * webhooks run on the same processors. Prints figures and asserts none.
 */
class ThroughputBench extends FaultTest {

  private static final int WARM_UP = 400;
  private static final int MEDIA = 2_000;
  private static final int SLOW_MEDIA = 400;
  private static final int AT_ONCE = 16;
  private static final Duration SLOW = Duration.ofMillis(500);

  @Test
  void mediaASecond() {
    HubProcess first = quick();
    List<HubProcess> hubs = new ArrayList<>(List.of(first));
    load(hubs, WARM_UP);
    Run one = load(hubs, MEDIA);
    report("1 hub", one);
    spent("1 hub", one);
    HubProcess second = quick();
    hubs.add(second);
    load(hubs, WARM_UP);
    Run two = load(hubs, MEDIA);
    report("2 hubs", two);
    BenchReport.line(
        "2 hubs bring home %.2f times what 1 does where the processors are full",
        two.mediaASecond() / one.mediaASecond());
  }

  @Test
  void mediaASecondFromSlowSources() {
    List<HubProcess> hubs = new ArrayList<>(List.of(quick()));
    load(hubs, WARM_UP);
    servers.standIn.fault(Fault.delay(MediaWebhooks.PATH, SLOW));
    Run one = load(hubs, SLOW_MEDIA);
    servers.standIn.clearFaults();
    hubs.add(quick());
    load(hubs, WARM_UP);
    servers.standIn.fault(Fault.delay(MediaWebhooks.PATH, SLOW));
    Run two = load(hubs, SLOW_MEDIA);
    servers.standIn.clearFaults();
    report("1 hub, sources take 500 ms", one);
    report("2 hubs, sources take 500 ms", two);
    BenchReport.line(
        "2 hubs bring home %.2f times what 1 does where sources are waited for",
        two.mediaASecond() / one.mediaASecond());
  }

  /** A hub as operators run it: all of the JVM's compilers, not the quick start of fault tests. */
  private HubProcess quick() {
    return hub().option("-XX:TieredStopAtLevel=4").start();
  }

  private Run load(List<HubProcess> hubs, int count) {
    List<SentMedia> media = webhooks.images(count);
    Map<String, Duration> before = cpu(hubs);
    int transactions = transactions();
    long written = written();
    long began = System.nanoTime();
    try (Deliveries senders = new Deliveries(AT_ONCE)) {
      List<List<SentMedia>> shares =
          IntStream.range(0, hubs.size())
              .mapToObj(
                  share ->
                      IntStream.range(0, count)
                          .filter(i -> i % hubs.size() == share)
                          .mapToObj(media::get)
                          .toList())
              .toList();
      List<Thread> posting = new ArrayList<>();
      for (int i = 0; i < hubs.size(); i++) {
        HubProcess hub = hubs.get(i);
        List<SentMedia> share = shares.get(i);
        Thread thread = new Thread(() -> senders.deliverUntilAccepted(hub::client, share));
        thread.start();
        posting.add(thread);
      }
      for (Thread thread : posting) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Duration accepted = since(began);
    await("all stored")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> inDatabase("PENDING") == 0);
    Duration stored = since(began);
    await("all derived")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> count("select count(*) from job where state <> 'done'") == 0);
    Duration done = since(began);
    Map<String, Duration> used = new LinkedHashMap<>();
    cpu(hubs).forEach((part, now) -> used.put(part, now.minus(before.get(part))));
    return new Run(
        count,
        accepted,
        stored,
        done,
        used,
        (transactions() - transactions) / (double) count,
        (written() - written) / (double) count);
  }

  private static void report(String what, Run run) {
    BenchReport.line(
        "%s: %.0f webhooks/s accepted while media are worked on, %.0f media/s stored,"
            + " %.0f media/s with their thumbnails made",
        what,
        run.count() / seconds(run.accepted()),
        run.mediaASecond(),
        run.count() / seconds(run.done()));
  }

  private static void spent(String what, Run run) {
    String parts =
        run.cpu().entrySet().stream()
            .map(
                part ->
                    "%s %.2f".formatted(part.getKey(), part.getValue().toMillis() / (double) MEDIA))
            .reduce((one, other) -> one + ", " + other)
            .orElseThrow();
    BenchReport.line("%s, processor time of a media in ms: %s", what, parts);
    BenchReport.line(
        "%s, PostgreSQL of a media: %.1f transactions, %.1f kB of log",
        what, run.transactions(), run.written() / 1e3);
  }

  private Map<String, Duration> cpu(List<HubProcess> hubs) {
    Map<String, Duration> parts = new LinkedHashMap<>();
    parts.put("hub", NativeServer.cpu(hubs.stream().map(HubProcess::handle)));
    parts.put(
        "thumbnails", NativeServer.cpu(hubs.stream().flatMap(hub -> hub.handle().descendants())));
    parts.put("PostgreSQL", servers.postgres.cpu());
    parts.put("RabbitMQ", servers.rabbit.cpu());
    parts.put("Redis", servers.redis.cpu());
    parts.put(
        "stand-in, S3 and sender together", NativeServer.cpu(Stream.of(ProcessHandle.current())));
    return parts;
  }

  private int transactions() {
    return count(
        "select xact_commit + xact_rollback from pg_stat_database"
            + " where datname = current_database()");
  }

  private long written() {
    return count("select (pg_current_wal_lsn() - '0/0'::pg_lsn) / 1024") * 1024L;
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /**
   * What one load took.
   *
   * @param done until no job was open
   * @param transactions of PostgreSQL for each media file
   * @param written bytes of PostgreSQL's log for each media file
   */
  private record Run(
      int count,
      Duration accepted,
      Duration stored,
      Duration done,
      Map<String, Duration> cpu,
      double transactions,
      double written) {

    double mediaASecond() {
      return count / seconds(stored);
    }
  }
}
