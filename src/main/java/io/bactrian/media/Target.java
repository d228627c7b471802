package io.bactrian.media;

import io.bactrian.failure.RungDeadException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * Where one request goes, taken apart once so that what is judged is what is called.
 *
 * @param scheme http or https
 * @param host canonical: lower case, ASCII, no trailing dot, IPv6 without brackets
 * @param pathAndQuery as it goes on the wire
 */
public record Target(String scheme, String host, int port, String pathAndQuery) {

  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^\\[\\]:@%/\\\\\\s]+)(:(?<port>\\d{1,5}))?");
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|0x[0-9a-f.x]+");

  /**
   * Takes an absolute URL apart.
   *
   * @throws RungDeadException if it is none, not http(s), or names a user
   */
  static Target of(String url) {
    try {
      URI uri = new URI(url.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw RungDeadException.forGood("scheme refused");
      }
      String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
      Matcher parts = AUTHORITY.matcher(authority);
      if (!parts.matches()) {
        throw RungDeadException.forGood("host refused");
      }
      String given = parts.group("port");
      int port = given == null ? scheme.equals("https") ? 443 : 80 : Integer.parseInt(given);
      URI ascii = new URI(uri.toASCIIString());
      String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
      String query = ascii.getRawQuery();
      return new Target(
          scheme,
          canonicalHost(parts.group("host")),
          port,
          query == null ? path : path + "?" + query);
    } catch (URISyntaxException | IllegalArgumentException e) {
      // The cause's text repeats the URL with its signature.
      throw RungDeadException.forGood("not a URL");
    }
  }

  /**
   * One spelling for one host.
   *
   * @throws IllegalArgumentException if it can't be a host
   */
  static String canonicalHost(String given) {
    String host =
        given.startsWith("[") && given.endsWith("]")
            ? given.substring(1, given.length() - 1)
            : given;
    host = IDN.toASCII(host.toLowerCase(Locale.ROOT)).toLowerCase(Locale.ROOT);
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException("empty host");
    }
    boolean ipv6 = host.indexOf(':') >= 0;
    if (!ipv6 && !NUMERIC.matcher(host).matches()) {
      return host;
    }
    if (!ipv6 && !InetAddressUtils.isIPv4(host)) {
      throw new IllegalArgumentException("odd spelling of an IPv4 address");
    }
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }

  boolean hasPath() {
    return !pathAndQuery.equals("/");
  }

  /** Sets the path as it is: read as a URI, one that starts with two slashes would name a host. */
  <T extends HttpRequest> T on(T request) {
    request.setPath(pathAndQuery);
    return request;
  }

  HttpHost httpHost() {
    return new HttpHost(scheme, host, port);
  }

  /** Without path and query, which may hold signatures. */
  @Override
  public String toString() {
    return scheme + "://" + host + ":" + port;
  }
}
