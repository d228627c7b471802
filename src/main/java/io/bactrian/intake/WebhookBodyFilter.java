package io.bactrian.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps a webhook's body out of Camel's hands: platform-http would read all of it into a String
 * before the route begins. The route's first steps authenticate, and only then take the body from
 * the wire.
 */
@Component
public class WebhookBodyFilter extends OncePerRequestFilter {

  static final String PATH = "/webhooks/evolution";
  private static final String BODY = WebhookBodyFilter.class.getName();

  private final IntakeOpening opening;

  public WebhookBodyFilter(IntakeOpening opening) {
    this.opening = opening;
  }

  /** The body on the wire, of which nothing has been read yet. */
  static InputStream body(HttpServletRequest request) throws IOException {
    return ((HttpServletRequest) request.getAttribute(BODY)).getInputStream();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith(PATH);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!opening.isOpen()) {
      // Without its route the path is a 404, and Evolution never sends again what got a 4xx.
      opening.refuse(response);
      return;
    }
    request.setAttribute(BODY, request);
    chain.doFilter(new WithoutBody(request), response);
  }

  private static final class WithoutBody extends HttpServletRequestWrapper {

    WithoutBody(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() {
      return new Nothing();
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(Reader.nullReader());
    }
  }

  private static final class Nothing extends ServletInputStream {

    @Override
    public int read() {
      return -1;
    }

    @Override
    public boolean isFinished() {
      return true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is read by the route");
    }
  }
}
