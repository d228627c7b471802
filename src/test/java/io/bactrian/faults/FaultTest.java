package io.bactrian.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.faults.inside.CrashPoints;
import io.bactrian.faults.inside.EarlyAcknowledgement;
import io.bactrian.servers.NativePostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** Base of the fault tests: real servers, hubs that can be killed, webhooks, and the account. */
abstract class FaultTest {

  /** Whether all hubs have a defect that the tests must find. */
  private static final boolean BROKEN = Boolean.getBoolean("faults.broken");

  /** What the slowest test may take to bring everything home after its fault. */
  protected static final Duration PATIENCE =
      BROKEN ? Duration.ofSeconds(20) : Duration.ofMinutes(3);

  /** What the image leaves of the 2 GB of its container. */
  private static final String CONTAINER_HEAP = "614m";

  private final List<HubProcess> hubs = new ArrayList<>();

  protected FaultServers servers;
  protected MediaWebhooks webhooks;
  protected Deliveries deliveries;
  protected MediaAudit audit;
  private Map<String, String> settings;
  private String name;
  private String label;
  private long began;

  @BeforeEach
  void freshLanes(TestInfo test) {
    if (!FaultServers.available()) {
      FaultReport.line("skipped %s: .ci/servers install", getClass().getSimpleName());
    }
    assumeTrue(FaultServers.available(), "servers are not installed: .ci/servers install");
    began = System.nanoTime();
    label = getClass().getSimpleName() + "." + test.getTestMethod().orElseThrow().getName();
    name = getClass().getSimpleName().toLowerCase(Locale.ROOT);
    servers = FaultServers.running();
    settings = servers.prepare(name + "_" + System.nanoTime());
    webhooks = new MediaWebhooks(servers.standIn, name);
    deliveries = new Deliveries();
    audit = new MediaAudit(name, deliveries);
  }

  @AfterEach
  void endHubs() {
    hubs.forEach(HubProcess::close);
    if (deliveries != null) {
      deliveries.close();
      FaultReport.line("time %s: %.0f s", label, (System.nanoTime() - began) / 1e9);
    }
  }

  /**
   * A hub on the servers of this test, not started yet; settings are pairs of key and value, null
   * takes one away.
   */
  protected HubProcess hub(String... more) {
    Map<String, String> all = with(more);
    if (BROKEN) {
      all.put("spring.main.sources", EarlyAcknowledgement.class.getName());
    }
    return keep(HubProcess.ofClasses(name, all));
  }

  /**
   * The same, to be halted again and again at steps of its routes: a job is not given up because it
   * is in hand then, nor does it wait for long until it is tried once more.
   */
  protected HubProcess haltingHub(String... more) {
    String[] halting = {
      "spring.main.sources",
      CrashPoints.class.getName(),
      "bactrian.ledger.max-deaths",
      "1000",
      "bactrian.ledger.suspect-time",
      "1s"
    };
    return hub(Stream.concat(Arrays.stream(halting), Arrays.stream(more)).toArray(String[]::new));
  }

  /**
   * The same of the packaged jar, with the heap that it has in its container; skips the test where
   * nothing was packaged.
   */
  protected HubProcess packagedHub(String... more) {
    return keep(HubProcess.ofJar(name, PackagedJar.required(label), with(more)))
        .heap(CONTAINER_HEAP);
  }

  private Map<String, String> with(String... more) {
    Map<String, String> all = new HashMap<>(settings);
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1] == null) {
        all.remove(more[i]);
      } else {
        all.put(more[i], more[i + 1]);
      }
    }
    return all;
  }

  /** Settings that lead to the servers of this test. */
  protected Map<String, String> settings() {
    return settings;
  }

  /** Ends the hub with the test. */
  protected HubProcess keep(HubProcess hub) {
    hubs.add(hub);
    return hub;
  }

  /** Waits for what runs in the background. */
  protected static void awaitDone(Future<?> running) {
    await("all delivered").atMost(PATIENCE).until(running::isDone);
  }

  /** Waits until at least so many are stored. */
  protected int awaitStored(HubProcess hub, int count) {
    return await(count + " stored")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> audit.count(hub.client(), "STORED"), stored -> stored >= count);
  }

  /** Waits until every accepted one is stored, then gives the account. */
  protected Ledger finish(HubProcess hub) {
    try {
      audit.awaitStored(hub.client(), PATIENCE);
    } catch (ConditionTimeoutException e) {
      // The account tells more than the time that ran out; who asked for all of it sees it missing.
      FaultReport.line("%s: %s", label, e.getMessage());
    }
    return ledger(hub);
  }

  /** The account as it stands. */
  protected Ledger ledger(HubProcess hub) {
    return audit.ledger(
        label, hub.client(), servers.objects.hashes(settings.get("bactrian.s3.bucket")));
  }

  /** What the database says of attachments, whether a hub runs or not. */
  protected int inDatabase(String status) {
    return count("select count(*) from attachment where status = '" + status + "'");
  }

  /** How many jobs are in a worker's hand, as the ledger has it. */
  protected int claimed() {
    return count("select count(*) from job where claimed_by is not null");
  }

  /** How many jobs wait with an error but without an attempt spent. */
  protected int deferred() {
    return count(
        "select count(*) from job where state = 'pending' and attempts = 0"
            + " and last_error is not null");
  }

  /** What a query counts, whether a hub runs or not. */
  protected int count(String query) {
    String url = settings.get("spring.datasource.url");
    try (var connection = DriverManager.getConnection(url, NativePostgres.USER, "");
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  protected String label() {
    return label;
  }
}
