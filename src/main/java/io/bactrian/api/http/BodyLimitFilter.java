package io.bactrian.api.http;

import io.bactrian.failure.InfrastructureFailureException;
import io.bactrian.memory.BodyCensus;
import io.bactrian.memory.DecodingBudget;
import io.bactrian.web.BodyReceivers;
import io.bactrian.web.PayloadTooLargeException;
import io.bactrian.web.ReceivedBody;
import io.bactrian.web.SlowBodyException;
import io.bactrian.web.SpooledBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a body before its request gets a thread, and refuses one over the limit: at once if the
 * length is announced, else when the reading gets there. Nothing past the limit is read. A large
 * one is handed on when there is memory to read it as JSON in.
 */
public final class BodyLimitFilter extends OncePerRequestFilter {

  private final long limit;
  private final BodyReceivers bodies;
  private final DecodingBudget budget;
  private final Duration retryAfter;
  private final ProblemWriter problems;

  /**
   * @param limit largest body
   * @param retryAfter what is told to those for whom no memory is free
   */
  public BodyLimitFilter(
      DataSize limit,
      BodyReceivers bodies,
      DecodingBudget budget,
      Duration retryAfter,
      ProblemWriter problems) {
    this.limit = limit.toBytes();
    this.bodies = bodies;
    this.budget = budget;
    this.retryAfter = retryAfter;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !BodyReceivers.hasBody(request);
  }

  /** Comes once more when the body is here. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ReceivedBody received = ReceivedBody.of(request);
    try {
      if (received == null) {
        if (bodies.receive(request, limit)) {
          return;
        }
        received = ReceivedBody.of(request);
      }
      if (received.isTaken()) {
        chain.doFilter(request, response);
        return;
      }
    } catch (PayloadTooLargeException e) {
      refuse(request, response, e);
      return;
    }
    SpooledBody body;
    try {
      body = received.take();
    } catch (IOException e) {
      refuse(request, response, e);
      return;
    }
    try (body) {
      handOn(body, request, response, chain);
    }
  }

  private void handOn(
      SpooledBody body, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // What is inline is held here, unlike in webhooks, and while it is read for a moment twice.
    long heap = BodyCensus.of(body.open()).heap(limit) + BodyCensus.heapOfBytes(body.size());
    if (budget.exceeds(heap)) {
      problems.write(request, response, HttpStatus.PAYLOAD_TOO_LARGE, budget.excess(heap));
      return;
    }
    DecodingBudget.Held memory;
    try {
      memory = budget.hold(heap);
    } catch (InfrastructureFailureException e) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
      problems.write(
          request, response, HttpStatus.SERVICE_UNAVAILABLE, "Too many large bodies at once.");
      return;
    }
    try (memory) {
      chain.doFilter(new WithBody(request, body), response);
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, IOException e)
      throws IOException {
    if (e instanceof PayloadTooLargeException) {
      problems.write(request, response, HttpStatus.PAYLOAD_TOO_LARGE, e.getMessage());
    } else if (e instanceof SlowBodyException) {
      problems.write(request, response, HttpStatus.REQUEST_TIMEOUT, "The body came too slowly.");
    } else {
      problems.write(request, response, HttpStatus.BAD_REQUEST, "The body can't be read.");
    }
  }

  private static final class WithBody extends HttpServletRequestWrapper {
    private final SpooledBody body;

    WithBody(HttpServletRequest request, SpooledBody body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new Stream(body.open());
    }
  }

  private static final class Stream extends ServletInputStream {
    private final InputStream in;
    private boolean finished;

    Stream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      finished |= value < 0;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      finished |= read < 0;
      return read;
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is here already");
    }
  }
}
