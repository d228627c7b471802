package io.bactrian.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded servers of one program: started side by side, stopped in the reverse order. */
final class EmbeddedServers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedServers.class);

  private final EmbeddedSettings settings;
  private final EmbeddedPlan plan;
  private final Map<EmbeddedServer, CompletableFuture<AutoCloseable>> starts =
      Collections.synchronizedMap(new EnumMap<>(EmbeddedServer.class));
  private DataDirectory data;

  EmbeddedServers(EmbeddedSettings settings, EmbeddedPlan plan) {
    this.settings = settings;
    this.plan = plan;
  }

  EmbeddedPlan plan() {
    return plan;
  }

  /** Begins to start this server and returns at once; only the data directory is waited for. */
  synchronized void begin(EmbeddedServer server) {
    if (data == null) {
      data = DataDirectory.take(settings.root());
    }
    starts.computeIfAbsent(server, this::launch);
  }

  /** Waits for one server. */
  void await(EmbeddedServer server) {
    begin(server);
    try {
      starts.get(server).get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof EmbeddedStartException told
          ? told
          : failed(server, e.getCause());
    } catch (TimeoutException e) {
      throw failed(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(server, e);
    }
  }

  /** Waits for all that were begun. */
  void awaitAll() {
    List.copyOf(starts.keySet()).forEach(this::await);
  }

  /** A server still starting is waited for, so that none outlives the program. */
  @Override
  public synchronized void close() throws IOException {
    List<EmbeddedServer> begun = new ArrayList<>(starts.keySet());
    Collections.reverse(begun);
    for (EmbeddedServer server : begun) {
      stop(server, starts.remove(server));
    }
    if (data != null) {
      data.close();
      data = null;
    }
  }

  private void stop(EmbeddedServer server, CompletableFuture<AutoCloseable> start) {
    try {
      start.orTimeout(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS).join().close();
    } catch (CompletionException e) {
      log.debug("embedded {} had not started", server.title());
    } catch (Exception e) {
      log.warn("embedded {} did not stop as it should", server.title(), e);
    }
  }

  private CompletableFuture<AutoCloseable> launch(EmbeddedServer server) {
    CompletableFuture<AutoCloseable> start = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              long began = System.nanoTime();
              try {
                start.complete(start(server, plan.ports().get(server)));
                log.info(
                    "embedded {} on 127.0.0.1:{} after {} ms",
                    server.title(),
                    plan.ports().get(server),
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
              } catch (Throwable e) {
                start.completeExceptionally(e);
              }
            },
            "embedded-" + server.id());
    thread.setDaemon(true);
    thread.start();
    return start;
  }

  private AutoCloseable start(EmbeddedServer server, int port) throws Exception {
    return switch (server) {
      case AMQP -> AmqpBroker.start(data.folder(server), port);
      case REDIS -> RedisServer.start(data.folder(server), port, settings);
      case S3 -> S3Store.start(data.folder(server), port);
      case POSTGRES -> PostgresServer.start(data.folder(server), port, settings);
      case EVOLUTION -> StandInServer.start(port);
    };
  }

  private EmbeddedStartException failed(EmbeddedServer server, Throwable cause) {
    return new EmbeddedStartException(
        "The embedded " + server.title() + " did not start: " + cause,
        "See its files under "
            + settings.root().resolve(server.id())
            + ", or name a real server with "
            + server.realSetting()
            + ".",
        cause);
  }
}
