package io.bactrian.api.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.api.http.ApiProblem;
import io.bactrian.api.http.ApiSettings;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All listeners of the stream. */
@Component
public class StreamClients implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StreamClients.class);

  private final StreamSettings settings;
  private final ApiSettings api;
  private final ObjectMapper json;
  private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
  private final Semaphore places;
  private final AtomicLong opened = new AtomicLong();
  private volatile boolean running;

  StreamClients(StreamSettings settings, ApiSettings api, ObjectMapper json) {
    this.settings = settings;
    this.api = api;
    this.json = json;
    places = new Semaphore(settings.maxClients());
  }

  /**
   * Lets one more listen.
   *
   * @throws ApiProblem 503 if there are too many already
   */
  public SseEmitter open() {
    if (!running || !places.tryAcquire()) {
      throw ApiProblem.unavailable("Too many streams are open.", api.retryAfter());
    }
    StreamClient[] self = new StreamClient[1];
    self[0] =
        new StreamClient(
            settings,
            () -> {
              clients.remove(self[0]);
              places.release();
            });
    clients.add(self[0]);
    Thread thread = new Thread(self[0], "stream-" + opened.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
    return self[0].emitter();
  }

  boolean isEmpty() {
    return clients.isEmpty();
  }

  /** How many were opened so far; tells whether somebody new listens. */
  long opened() {
    return opened.get();
  }

  /** Tells all listeners, and drops those that did not keep up. */
  void send(String name, Object body) {
    StreamEvent event = new StreamEvent(name, write(body));
    for (StreamClient client : clients) {
      if (!client.offer(event)) {
        log.info("Dropped a listener of the stream that read too slowly");
        client.close();
      }
    }
  }

  private String write(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Comes before the web server's graceful stop, which would wait for streams that never end. */
  @Override
  public void stop() {
    running = false;
    clients.forEach(StreamClient::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
