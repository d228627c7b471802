package io.bactrian.media;

import io.bactrian.failure.RungDeadException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the connections of the ladder and lets only those addresses through that may
 * be called. What it returns is what is connected to: a name that changes its mind between a check
 * and the connection gains nothing.
 */
final class GuardedResolver implements DnsResolver {

  private final DnsResolver names;
  private final MediaHosts hosts;

  GuardedResolver(DnsResolver names, MediaHosts hosts) {
    this.names = names;
    this.hosts = hosts;
  }

  /**
   * @throws RungDeadException if all addresses of an untrusted host are private
   */
  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    InetAddress[] found = names.resolve(host);
    if (found == null || found.length == 0) {
      throw new UnknownHostException(host);
    }
    boolean trusted = hosts.trusts(host, port);
    List<InetSocketAddress> allowed =
        Arrays.stream(found)
            .filter(address -> trusted || PublicAddress.isPublic(address))
            .map(address -> new InetSocketAddress(address, port))
            .toList();
    if (allowed.isEmpty()) {
      throw RungDeadException.forGood("address refused: %s is not public".formatted(host));
    }
    return allowed;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return resolve(host, AllowedHost.ANY_PORT).stream()
        .map(InetSocketAddress::getAddress)
        .toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
