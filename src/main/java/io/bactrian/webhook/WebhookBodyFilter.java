package io.bactrian.webhook;

import io.bactrian.web.BodyReceivers;
import io.bactrian.web.PayloadTooLargeException;
import io.bactrian.web.ReceivedBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Judges a webhook by its head, and takes the body of one whose sender is known before a worker
 * begins with it. Keeps it out of Camel's hands too: platform-http would read all of it into a
 * String, and the servlet container a form or its parts into parameters and files. The route's
 * first step takes it, or answers what was refused.
 */
final class WebhookBodyFilter extends OncePerRequestFilter {

  /** The route, read as Spring reads paths when it looks for who serves them. */
  private static final PathPattern ROUTE =
      PathPatternParser.defaultInstance.parse(WebhookReception.PATH + "/**");

  private final IntakeOpening opening;
  private final WebhookHead head;
  private final BodyReceivers bodies;
  private final long maxSize;

  WebhookBodyFilter(
      IntakeOpening opening, WebhookHead head, BodyReceivers bodies, WebhookSettings settings) {
    this.opening = opening;
    this.head = head;
    this.bodies = bodies;
    maxSize = settings.maxSize().toBytes();
  }

  /**
   * A path is ours if the container's reading of it or Spring's leads to the route. They differ:
   * {@code /webhooks/evolution/%2e%2e/x} is {@code /webhooks/x} to the container, which resolves
   * dots, and below the route to Spring, which does not.
   */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !WebhookReception.serves(request.getServletPath())
        && !ROUTE.matches(ServletRequestPathUtils.parseAndCache(request).pathWithinApplication());
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
    if (ReceivedBody.of(request) == null
        && request.getMethod().equals("POST")
        && receives(request)) {
      return;
    }
    try {
      chain.doFilter(new WithoutBody(request), response);
    } finally {
      ReceivedBody received = ReceivedBody.of(request);
      if (received != null && !request.isAsyncStarted()) {
        received.close();
      }
    }
  }

  /** False if all is known that can be: the request may go on. Otherwise it waits for its body. */
  private boolean receives(HttpServletRequest request) throws IOException {
    try {
      head.require(request);
      if (BodyReceivers.hasBody(request)) {
        return bodies.receive(request, maxSize);
      }
      ReceivedBody.none(request);
    } catch (RuntimeException | PayloadTooLargeException e) {
      ReceivedBody.refuse(request, e);
    }
    return false;
  }

  /** Comes once more when the body is here, and again with the answer. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
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

    /** A form would be parsed by it, and the answer be written in a charset it names. */
    @Override
    public String getContentType() {
      return null;
    }

    /** Of a form's body, asking for the first one reads it; and no webhook has any in its URL. */
    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public String getParameter(String name) {
      return null;
    }

    @Override
    public String[] getParameterValues(String name) {
      return null;
    }

    @Override
    public Collection<Part> getParts() {
      return List.of();
    }

    @Override
    public Part getPart(String name) {
      return null;
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
      throw new IllegalStateException("the body is here already");
    }
  }
}
