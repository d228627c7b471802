package io.bactrian.bench;

import io.bactrian.job.DueJobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What webhooks, messages and lists take in an empty database and in a grown one of as many
 * messages as {@code -Dbench.messages} says: before it is filled, then, and after it was emptied
 * again. Prints figures and asserts none.
 */
@TestInstance(Lifecycle.PER_CLASS)
class GrownBench {

  private static final int TIMES = 200;
  private static final int WARM_UP = 1_500;
  private static final String[] LISTS = {
    "messages",
    "messages?instance=grown-3",
    "messages?instance=grown-quiet",
    "messages?status=FAILED",
    "messages?instance=grown-3&status=READ",
    "messages?chat=15550000007@s.whatsapp.net",
    "attachments",
    "attachments?instance=grown-11&status=STORED",
    "attachments?status=PARKED",
    "conversations",
    "conversations?instance=grown-3",
    "jobs",
    "jobs?state=pending",
    "jobs?kind=process_incoming_media&state=done",
    "parked",
    "parked?kind=process_incoming_media",
    "instances",
    "lanes"
  };

  private final int messages = Integer.getInteger("bench.messages", 200_000);
  private BenchHub hub;

  @BeforeAll
  void start() {
    hub = new BenchHub();
  }

  @AfterAll
  void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void anEmptyDatabaseBesideAGrownOne() throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      webhook(i);
      hub.client().get(LISTS[i % LISTS.length]);
    }
    Map<String, Double> before = figures();
    long begun = System.nanoTime();
    fill();
    BenchReport.line(
        "grown: filled with %d messages in %.0f s", messages, (System.nanoTime() - begun) / 1e9);
    Map<String, Double> grown = figures();
    empty();
    Map<String, Double> after = figures();
    before.forEach(
        (name, first) -> {
          double empty = (first + after.get(name)) / 2;
          BenchReport.line(
              "grown: %-52s empty %6.2f ms, grown %6.2f ms, ratio %.2f",
              name, empty, grown.get(name), grown.get(name) / empty);
        });
  }

  private Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    String run = UUID.randomUUID().toString();
    figures.put("text webhook", median(this::webhook));
    figures.put(
        "POST /api/messages",
        median(i -> hub.client().post("15550430" + i % 50, "grown " + run + i)));
    hub.awaitSent("grown " + run, TIMES);
    for (String list : LISTS) {
      figures.put("GET /api/" + list, median(i -> hub.client().get(list)));
    }
    DueJobs due = hub.bean(DueJobs.class);
    figures.put("look for due jobs", median(i -> due.take()));
    return figures;
  }

  private interface Once {
    void run(int number);
  }

  private static double median(Once once) {
    double[] millis = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long begun = System.nanoTime();
      once.run(i);
      millis[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(millis);
    return millis[TIMES / 2];
  }

  private void webhook(int number) {
    hub.client()
        .webhook(
            """
            {"event":"messages.upsert","instance":"bench","data":{"key":{
            "remoteJid":"15550440%03d@s.whatsapp.net","fromMe":false,"id":"%s"},
            "pushName":"Somebody","message":{"conversation":"Hello"},
            "messageType":"conversation","messageTimestamp":%d}}"""
                .formatted(
                    number % 50,
                    UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT),
                    System.currentTimeMillis() / 1000));
  }

  private void fill() throws IOException {
    String script =
        new ClassPathResource("grown-ledger.sql").getContentAsString(StandardCharsets.UTF_8);
    sql("set grown.messages = " + messages + ";" + script);
    sql("vacuum analyze");
  }

  private void empty() {
    sql(
        "truncate job, derivative, derivation_run, attachment, message, conversation, identity,"
            + " event");
    sql("vacuum analyze");
  }

  private void sql(String statements) {
    new JdbcTemplate(hub.patientDatabase()).execute(statements);
  }
}
