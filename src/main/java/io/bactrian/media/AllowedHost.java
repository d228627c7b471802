package io.bactrian.media;

/**
 * One entry of the list of hosts that media may be fetched from.
 *
 * @param host canonical; for a wildcard the suffix with its leading dot
 * @param port the only port meant, or {@link #ANY_PORT}
 */
record AllowedHost(String host, boolean wildcard, int port) {

  static final int ANY_PORT = -1;

  /**
   * Reads {@code host}, {@code host:port}, {@code *.suffix}, {@code *.suffix:port}; an IPv6 address
   * stands in brackets.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static AllowedHost parse(String entry) {
    try {
      int colon = entry.lastIndexOf(':');
      boolean hasPort = colon > entry.lastIndexOf(']');
      int port = hasPort ? Integer.parseInt(entry.substring(colon + 1)) : ANY_PORT;
      String host = hasPort ? entry.substring(0, colon) : entry;
      boolean wildcard = host.startsWith("*.");
      String name = Target.canonicalHost(wildcard ? host.substring(2) : host);
      if (name.matches(".*[*/@%\\s].*") || (hasPort && (port < 1 || port > 65535))) {
        throw new IllegalArgumentException("neither host nor *.suffix");
      }
      return new AllowedHost(wildcard ? "." + name : name, wildcard, port);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "bactrian.media.allowed-hosts: '%s' is neither a host nor *.suffix".formatted(entry), e);
    }
  }

  static AllowedHost exactly(Target target) {
    return new AllowedHost(target.host(), false, target.port());
  }

  boolean covers(String otherHost, int otherPort) {
    return (port == ANY_PORT || port == otherPort)
        && (wildcard ? otherHost.endsWith(host) : otherHost.equals(host));
  }

  /** Whether the entry vouches for a private address: only who writes a name in full does. */
  boolean trusts(String otherHost, int otherPort) {
    return !wildcard && covers(otherHost, otherPort);
  }
}
