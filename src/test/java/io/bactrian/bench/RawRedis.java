package io.bactrian.bench;

import io.bactrian.servers.NativeRedis;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redis itself, without a hub. */
final class RawRedis implements AutoCloseable {

  private static final Pattern RATE = Pattern.compile("LPUSH: ([0-9.]+) requests per second");

  private final NativeRedis server;
  private final RedisClient client;

  RawRedis(NativeRedis server) {
    this.server = server;
    this.client = RedisClient.create("redis://127.0.0.1:" + server.port());
  }

  /** From before a push to after the blocking pop of another connection. */
  Latencies roundTrips(int count, int perSecond) throws InterruptedException {
    Latencies latencies = new Latencies();
    try (StatefulRedisConnection<String, String> pushing = client.connect();
        StatefulRedisConnection<String, String> popping = client.connect()) {
      Thread popper =
          new Thread(
              () -> {
                for (int i = 0; i < count; i++) {
                  KeyValue<String, String> popped = popping.sync().brpop(10, "bench:raw");
                  latencies.add(System.nanoTime() - Long.parseLong(popped.getValue()));
                }
              });
      popper.start();
      Pace pace = new Pace(perSecond);
      for (int i = 0; i < count; i++) {
        pace.await();
        pushing.sync().lpush("bench:raw", Long.toString(System.nanoTime()));
      }
      popper.join();
    }
    return latencies;
  }

  /** Puts jobs onto the lane of their kind. */
  void push(String kind, List<UUID> jobs) {
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      String[] refs =
          jobs.stream()
              .map(id -> "{\"id\":\"%s\",\"kind\":\"%s\"}".formatted(id, kind))
              .toArray(String[]::new);
      connection.sync().lpush("bactrian:{" + kind + "}:jobs", refs);
    }
  }

  /** Pushes a second of 50 clients, by {@code redis-benchmark}. */
  double benchmark() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "redis-benchmark",
                "-p",
                String.valueOf(server.port()),
                "-t",
                "lpush",
                "-c",
                "50",
                "-n",
                "200000",
                "-q")
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replace('\r', '\n');
    process.waitFor();
    double rate = Double.NaN;
    for (Matcher matcher = RATE.matcher(output); matcher.find(); ) {
      rate = Double.parseDouble(matcher.group(1));
    }
    return rate;
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
