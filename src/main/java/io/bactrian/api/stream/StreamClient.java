package io.bactrian.api.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One listener of the stream. Events wait in a queue of its own, from which a thread of its own
 * writes: a listener that reads slowly holds up nobody else.
 */
final class StreamClient implements Runnable {

  private static final MediaType UTF_8_TEXT =
      new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  // Without a timeout: a stream ends when its listener goes or the program stops.
  private final SseEmitter emitter = new SseEmitter(0L);
  private final BlockingQueue<StreamEvent> waiting;
  private final Duration heartbeat;
  private final Runnable gone;
  private volatile boolean open = true;

  /**
   * @param gone called once it ends, for whatever reason
   */
  StreamClient(StreamSettings settings, Runnable gone) {
    waiting = new ArrayBlockingQueue<>(settings.clientBacklog());
    heartbeat = settings.heartbeat();
    this.gone = gone;
    emitter.onCompletion(this::close);
    emitter.onTimeout(this::close);
    emitter.onError(error -> close());
  }

  SseEmitter emitter() {
    return emitter;
  }

  /** False if too many events wait already; one that is ending takes no more and needs none. */
  boolean offer(StreamEvent event) {
    return !open || waiting.offer(event);
  }

  /** Ends it: at once if nothing is being written, else when that write is over. */
  void close() {
    open = false;
    // Wakes the thread that may wait for an event; if the queue is full it doesn't wait.
    waiting.offer(StreamEvent.END);
  }

  @Override
  public void run() {
    try {
      emitter.send(SseEmitter.event().comment("open"));
      while (open) {
        StreamEvent event = waiting.poll(heartbeat.toNanos(), TimeUnit.NANOSECONDS);
        if (event == null) {
          emitter.send(SseEmitter.event().comment("heartbeat"));
        } else if (!event.equals(StreamEvent.END)) {
          emitter.send(SseEmitter.event().name(event.name()).data(event.json(), UTF_8_TEXT));
        }
      }
    } catch (IOException | IllegalStateException e) {
      // The listener went away: that is how every stream ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open = false;
      gone.run();
      emitter.complete();
    }
  }
}
