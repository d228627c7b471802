package io.bactrian.memory;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Puts an end to every answer that Camel's HTTP client reads: one larger than the limit, or not
 * there as a whole in time, fails the call with an {@link IOException}. Whatever unpacks it comes
 * before: the limit is that of what is read.
 */
@Component("boundedAnswers")
public class BoundedAnswers implements HttpClientConfigurer, DisposableBean {

  private final long largest;
  private final Duration time;
  private final ScheduledThreadPoolExecutor deadlines;

  public BoundedAnswers(AnswerSettings settings) {
    largest = settings.maxSize().toBytes();
    time = settings.time();
    deadlines =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "answer-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    deadlines.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void configureHttpClient(HttpClientBuilder client) {
    client.addExecInterceptorFirst("bounded-answers", this::execute);
  }

  private ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Call call = new Call(scope.originalRequest);
    Timeout silence = scope.clientContext.getRequestConfigOrDefault().getResponseTimeout();
    long limit = (silence == null ? 0 : silence.toMilliseconds()) + time.toMillis();
    call.deadline = deadlines.schedule(call::late, limit, TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      HttpEntity entity = response.getEntity();
      if (entity == null) {
        call.over();
      } else {
        response.setEntity(new BoundedEntity(entity, call));
      }
      return response;
    } catch (IOException e) {
      call.over();
      throw call.told(e);
    } catch (HttpException | RuntimeException e) {
      call.over();
      throw e;
    }
  }

  @Override
  public void destroy() {
    deadlines.shutdownNow();
  }

  /** One call, until its answer is read or given up. */
  private static final class Call {
    private final ClassicHttpRequest request;
    private final AtomicBoolean late = new AtomicBoolean();
    private Future<?> deadline;

    Call(ClassicHttpRequest request) {
      this.request = request;
    }

    void late() {
      late.set(true);
      cut();
    }

    /** Reading on, only to use the connection again, might never end. */
    void cut() {
      if (request instanceof Cancellable running) {
        running.cancel();
      }
    }

    void over() {
      deadline.cancel(false);
    }

    IOException told(IOException e) {
      if (!late.get()) {
        return e;
      }
      IOException told = new SocketTimeoutException("the answer was not complete in time");
      told.initCause(e);
      return told;
    }
  }

  private final class BoundedEntity extends HttpEntityWrapper {
    private final Call call;

    BoundedEntity(HttpEntity entity, Call call) {
      super(entity);
      this.call = call;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new BoundedStream(super.getContent(), call, largest);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      try (InputStream in = getContent()) {
        in.transferTo(out);
      }
    }
  }

  private static final class BoundedStream extends FilterInputStream {
    private final Call call;
    private final long limit;
    private long count;
    private boolean ended;

    BoundedStream(InputStream in, Call call, long limit) {
      super(in);
      this.call = call;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read;
      try {
        read = in.read(bytes, offset, length);
      } catch (IOException e) {
        call.over();
        throw call.told(e);
      }
      if (read < 0) {
        ended = true;
        call.over();
      }
      count += Math.max(0, read);
      if (count > limit) {
        call.over();
        call.cut();
        throw new AnswerTooLargeException(limit);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      call.over();
      if (!ended) {
        call.cut();
      }
      in.close();
    }
  }
}
