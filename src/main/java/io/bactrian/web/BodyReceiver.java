package io.bactrian.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one body as it comes. No thread waits for it: the web server calls when there is something
 * to read. Once it is here, or refused, the request goes on where it stopped.
 */
final class BodyReceiver implements ReadListener {

  private static final Logger log = LoggerFactory.getLogger(BodyReceiver.class);
  private static final int CHUNK = 16 * 1024;

  private final ReentrantLock turn = new ReentrantLock();
  private final HttpServletRequest request;
  private final AsyncContext async;
  private final ServletInputStream in;
  private final BodySink sink;
  private final Runnable ended;
  private final long began = System.nanoTime();
  private boolean done;

  /**
   * @param ended called once, when nothing more is read
   */
  BodyReceiver(HttpServletRequest request, AsyncContext async, BodySink sink, Runnable ended)
      throws IOException {
    this.request = request;
    this.async = async;
    this.in = request.getInputStream();
    this.sink = sink;
    this.ended = ended;
  }

  @Override
  public void onDataAvailable() {
    turn.lock();
    try {
      byte[] chunk = new byte[CHUNK];
      while (!done && in.isReady()) {
        int read = in.read(chunk, 0, sink.wanted(chunk.length));
        if (read < 0) {
          return;
        }
        sink.write(chunk, read);
      }
    } catch (IOException | RuntimeException e) {
      refuse(e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void onAllDataRead() {
    turn.lock();
    try {
      if (!done) {
        ReceivedBody.came(request, sink.finish(request.getContentLengthLong()));
        goOn();
      }
    } catch (IOException | RuntimeException e) {
      refuse(e);
    } finally {
      turn.unlock();
    }
  }

  /** The connection is broken, or was silent for too long: there is nobody to be answered. */
  @Override
  public void onError(Throwable cause) {
    turn.lock();
    try {
      if (!done) {
        log.info("A body broke off after {} bytes: {}", sink.size(), cause.toString());
        end();
        drop();
        async.complete();
      }
    } catch (IllegalStateException e) {
      log.debug("The web server has ended the request by itself", e);
    } finally {
      turn.unlock();
    }
  }

  /** Refuses the body if it is late; does nothing while a piece of it is being taken. */
  void check(long now, HttpSettings settings) {
    if (!turn.tryLock()) {
      return;
    }
    try {
      Duration elapsed = Duration.ofNanos(now - began);
      double counted = elapsed.minus(settings.bodyGrace()).toMillis() / 1e3;
      if (done) {
        return;
      }
      if (elapsed.compareTo(settings.bodyTimeout()) > 0) {
        refuse(new SlowBodyException("the body did not come within " + settings.bodyTimeout()));
      } else if (sink.size() < counted * settings.bodyMinRate().toBytes()) {
        refuse(
            new SlowBodyException(
                "the body came more slowly than %d bytes a second"
                    .formatted(settings.bodyMinRate().toBytes())));
      }
    } finally {
      turn.unlock();
    }
  }

  private void refuse(Exception failure) {
    if (!done) {
      drop();
      ReceivedBody.refuse(request, failure);
      goOn();
    }
  }

  private void goOn() {
    end();
    async.dispatch();
  }

  private void end() {
    done = true;
    ended.run();
  }

  private void drop() {
    try {
      sink.abort();
    } catch (IOException e) {
      log.warn("A spooled body could not be removed", e);
    }
  }
}
