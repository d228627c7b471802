package io.bactrian.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Takes the bodies of all requests off the wire, and refuses those that come too slowly. */
@Component
public class BodyReceivers implements DisposableBean {

  private static final int CHECKS_A_SECOND = 4;

  /** Bytes of the largest body that is looked for behind its head. */
  private static final int AT_ONCE = 16 * 1024;

  private static final String BEGUN = BodyReceivers.class.getName();

  private static final Logger log = LoggerFactory.getLogger(BodyReceivers.class);

  private final HttpSettings settings;
  private final Spool spool;
  private final BodyMemory memory;
  private final Set<BodyReceiver> underWay = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "slow-bodies");
            thread.setDaemon(true);
            return thread;
          });

  // The checks end with the clock.
  @SuppressWarnings("FutureReturnValueIgnored")
  public BodyReceivers(HttpSettings settings) {
    this.settings = settings;
    spool = new Spool(settings.spoolDir());
    memory = new BodyMemory(settings.bodyMemory().toBytes());
    long pause = 1000 / CHECKS_A_SECOND;
    var unused = clock.scheduleWithFixedDelay(this::check, pause, pause, TimeUnit.MILLISECONDS);
  }

  /**
   * Whether a request has a body, by its head.
   *
   * @return true too if its length is not told, or is no number
   */
  public static boolean hasBody(HttpServletRequest request) {
    try {
      return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    } catch (NumberFormatException e) {
      // The web server refuses it, but lets it through its valves to be told of.
      return true;
    }
  }

  /**
   * Reads the body of a request. A small one that came with its head is here at once. Any other is
   * begun: the request goes through its filters once more when the body is here or refused, and the
   * caller has nothing to do any more. {@link ReceivedBody#of} tells what became of it.
   *
   * @param limit most bytes that are taken
   * @return whether the request waits for its body
   * @throws PayloadTooLargeException if the head tells of more; nothing is read then
   * @throws IOException if the connection is broken
   */
  public boolean receive(HttpServletRequest request, long limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw new PayloadTooLargeException(limit);
    }
    if (!hasBody(request)) {
      throw new IllegalArgumentException("the request has no body");
    }
    BodySink sink = sink(limit);
    if (cameWithHead(request, sink)) {
      return false;
    }
    AsyncContext async = request.startAsync();
    // Told by the check: the web server's own limit would leave nobody to answer.
    async.setTimeout(0);
    BodyReceiver[] self = new BodyReceiver[1];
    BodyReceiver receiver =
        new BodyReceiver(
            (HttpServletRequest) async.getRequest(), async, sink, () -> underWay.remove(self[0]));
    self[0] = receiver;
    request.setAttribute(BEGUN, true);
    underWay.add(receiver);
    ((HttpServletRequest) async.getRequest()).getInputStream().setReadListener(receiver);
    return true;
  }

  /**
   * Takes what is here without waiting for any; whether that is all of it, or it had to be refused,
   * as where there is no room to spool it.
   */
  private static boolean cameWithHead(HttpServletRequest request, BodySink sink)
      throws IOException {
    long length = request.getContentLengthLong();
    // Doubled slashes and the like are mended by the web server when the request goes on.
    boolean plain = request.getRequestURI().equals(request.getServletPath());
    InputStream in = request.getInputStream();
    if (!plain || length <= 0 || length > AT_ONCE || in.available() <= 0) {
      return false;
    }
    byte[] chunk = new byte[(int) length];
    try {
      sink.write(chunk, Math.max(0, in.read(chunk)));
      if (sink.size() < length) {
        return false;
      }
      ReceivedBody.came(request, sink.finish(length));
      return true;
    } catch (IOException | RuntimeException e) {
      sink.abort();
      ReceivedBody.refuse(request, e);
      return true;
    }
  }

  /** Whether it has a reader, of which a request can have no second one. */
  static boolean hasReader(HttpServletRequest request) {
    return request.getAttribute(BEGUN) != null;
  }

  BodySink sink(long limit) {
    int threshold =
        (int) Math.min(settings.spoolThreshold().toBytes(), Integer.MAX_VALUE - (1 << 20));
    return new BodySink(spool, memory, threshold, limit);
  }

  /** Bodies of which more is to come. */
  int underWay() {
    return underWay.size();
  }

  private void check() {
    long now = System.nanoTime();
    for (BodyReceiver receiver : underWay) {
      try {
        receiver.check(now, settings);
      } catch (RuntimeException e) {
        // The clock stops for good at the first one it sees.
        log.warn("a body under way could not be checked", e);
      }
    }
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
  }
}
