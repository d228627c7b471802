package io.bactrian.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Throws away what still comes of a body whose request is answered, and then ends it. */
final class DiscardedBody implements ReadListener, AsyncListener {

  private static final int CHUNK = 8 * 1024;

  private final AsyncContext async;
  private final ServletInputStream in;
  private long left;
  private boolean ended;

  private DiscardedBody(AsyncContext async, ServletInputStream in, long most) {
    this.async = async;
    this.in = in;
    left = most;
  }

  /**
   * @param most bytes, after which the connection is closed whatever still comes
   */
  static void discard(HttpServletRequest request, long millis, long most) throws IOException {
    AsyncContext async = request.startAsync();
    DiscardedBody body = new DiscardedBody(async, async.getRequest().getInputStream(), most);
    async.setTimeout(Math.max(1, millis));
    async.addListener(body);
    body.in.setReadListener(body);
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] chunk = new byte[CHUNK];
    while (in.isReady()) {
      int read = in.read(chunk);
      if (read < 0) {
        return;
      }
      left -= read;
      if (left < 0) {
        end();
        return;
      }
    }
  }

  @Override
  public void onAllDataRead() {
    end();
  }

  @Override
  public void onError(Throwable cause) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}

  private synchronized void end() {
    if (!ended) {
      ended = true;
      async.complete();
    }
  }
}
