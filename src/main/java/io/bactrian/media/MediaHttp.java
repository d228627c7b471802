package io.bactrian.media;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.failure.RungDeadException;
import io.bactrian.memory.AnswerHeads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The ladder's HTTP client: calls only addresses that {@link MediaHosts} lets it, follows no
 * redirect, repeats nothing by itself, unpacks nothing, and ends at the deadline whatever the other
 * side does.
 */
@Component
class MediaHttp implements DisposableBean {

  private static final int TOO_MANY_REQUESTS = 429;

  private final MediaSettings settings;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines;

  @Autowired
  MediaHttp(MediaSettings settings, MediaHosts hosts) {
    this(settings, hosts, SystemDefaultDnsResolver.INSTANCE);
  }

  MediaHttp(MediaSettings settings, MediaHosts hosts, DnsResolver names) {
    this.settings = settings;
    this.client = client(settings, new GuardedResolver(names, hosts));
    this.deadlines = deadlines();
  }

  private static CloseableHttpClient client(MediaSettings settings, DnsResolver names) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setConnectionFactory(AnswerHeads.connections())
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnectionsPerHost())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(timeout(settings.connectTimeout()))
                        .setSocketTimeout(timeout(settings.idleTimeout()))
                        .build())
                .setDefaultTlsConfig(
                    TlsConfig.custom()
                        .setHandshakeTimeout(timeout(settings.connectTimeout()))
                        .build())
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .setUserAgent("Bactrian")
        .build();
  }

  private static ScheduledExecutorService deadlines() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "media-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  /** What is done with an answer. */
  @FunctionalInterface
  interface Reading<T> {
    T read(ClassicHttpResponse response) throws IOException;
  }

  /**
   * Makes one request and reads its answer, both within the deadline. Any answer is given to the
   * reading, refusals too.
   *
   * @param idle longest silence of the other side
   * @param limit longest whole exchange
   * @throws RungDeadException if the address may not be called
   * @throws SourceUnavailableException if there is no answer, or not to its end
   * @throws InfrastructureFailureException if no connection was free or the program is stopping
   */
  <T> T exchange(
      HttpUriRequestBase request,
      Target target,
      Duration idle,
      Duration limit,
      Reading<T> reading) {
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(timeout(settings.leaseTimeout()))
            .setResponseTimeout(timeout(idle))
            .build());
    AtomicBoolean late = new AtomicBoolean();
    Future<?> deadline =
        atDeadline(
            limit,
            () -> {
              late.set(true);
              request.cancel();
            });
    try (ClassicHttpResponse response = client.executeOpen(target.httpHost(), request, null)) {
      return readOrCut(request, response, reading);
    } catch (IOException e) {
      throw late.get() ? new SourceTooSlowException("not done within " + limit, e) : fault(e);
    } finally {
      deadline.cancel(false);
    }
  }

  private Future<?> atDeadline(Duration limit, Runnable task) {
    try {
      return deadlines.schedule(task, limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw new InfrastructureFailureException("stopping", e);
    }
  }

  /** Closing a response that was not read to its end would read on: the connection is cut first. */
  private static <T> T readOrCut(
      HttpUriRequestBase request, ClassicHttpResponse response, Reading<T> reading)
      throws IOException {
    boolean read = false;
    try {
      T result = reading.read(response);
      read = true;
      return result;
    } finally {
      if (!read) {
        request.cancel();
      }
    }
  }

  private static RuntimeException fault(IOException e) {
    if (e instanceof ConnectionRequestTimeoutException) {
      return new InfrastructureFailureException("no connection free", e);
    }
    if (e instanceof InterruptedIOException
        && !(e instanceof SocketTimeoutException)
        && Thread.currentThread().isInterrupted()) {
      return new InfrastructureFailureException("interrupted", e);
    }
    String reason = "connection broke";
    if (e instanceof UnknownHostException) {
      reason = "host name does not resolve";
    } else if (e instanceof ConnectTimeoutException) {
      reason = "connecting timed out";
    } else if (e instanceof SocketTimeoutException) {
      reason = "no bytes for too long";
    } else if (e instanceof ConnectException) {
      reason = "connection refused";
    } else if (e instanceof SSLException) {
      reason = "TLS failed";
    }
    return new SourceUnavailableException(reason, null, e);
  }

  /** The fault of an answer that says: not now. */
  SourceUnavailableException unavailable(String reason, ClassicHttpResponse response) {
    Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    Duration wait =
        RetryAfter.parse(
            header == null ? null : header.getValue(), Instant.now(), settings.maxRetryAfter());
    return wait != null || response.getCode() == TOO_MANY_REQUESTS
        ? new SourceBusyException(reason, wait)
        : new SourceUnavailableException(reason, null);
  }

  /** Whether a status means: later perhaps. */
  static boolean passing(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }

  @Override
  public void destroy() throws IOException {
    deadlines.shutdownNow();
    client.close();
  }
}
