package io.bactrian.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the connection of a request that was answered before its body was read. The web server would
 * wait for that body, with a thread of its own for each. Here none waits: what comes within a short
 * time is thrown away, for a sender that is still writing when its connection breaks may never read
 * the answer.
 */
final class UnreadBodyFilter extends OncePerRequestFilter {

  private final long lingerMillis;
  private final long most;

  /**
   * @param lingerMillis how long what still comes is thrown away
   * @param most bytes that are thrown away
   */
  UnreadBodyFilter(long lingerMillis, long most) {
    this.lingerMillis = lingerMillis;
    this.most = most;
  }

  static boolean isRead(HttpServletRequest request) {
    ReceivedBody received = ReceivedBody.of(request);
    return received != null && received.isWhole();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !BodyReceivers.hasBody(request);
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ClosingResponse closing = new ClosingResponse(request, response);
    chain.doFilter(request, closing);
    boolean over = !request.isAsyncStarted() && !closing.isLeftToTheServer();
    if (over && !isRead(request) && request.getDispatcherType() != DispatcherType.ERROR) {
      closing.flushBuffer();
      // A body that was begun has a reader already; with the answer its connection is closed.
      if (!BodyReceivers.hasReader(request)) {
        DiscardedBody.discard(request, lingerMillis, most);
      }
    }
  }
}
