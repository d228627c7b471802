package io.bactrian.webhook;

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
 * Keeps a webhook's body out of Camel's hands: platform-http would read all of it into a String,
 * and the servlet container a form or its parts into parameters and files, before the route begins.
 * The route's first steps authenticate, and only then take the body from the wire.
 */
final class WebhookBodyFilter extends OncePerRequestFilter {

  private static final String ON_THE_WIRE = WebhookBodyFilter.class.getName();

  /** The route, read as Spring reads paths when it looks for who serves them. */
  private static final PathPattern ROUTE =
      PathPatternParser.defaultInstance.parse(WebhookReception.PATH + "/**");

  private final IntakeOpening opening;

  WebhookBodyFilter(IntakeOpening opening) {
    this.opening = opening;
  }

  /** The request as it came, of whose body nothing has been read yet. */
  static HttpServletRequest onTheWire(HttpServletRequest request) {
    return (HttpServletRequest) request.getAttribute(ON_THE_WIRE);
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
    request.setAttribute(ON_THE_WIRE, request);
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
      throw new IllegalStateException("the body is read by the route");
    }
  }
}
