package io.bactrian.media;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Tells addresses of the public internet from all that IANA keeps for special purposes. */
final class PublicAddress {

  /** IANA's IPv4 special-purpose registry (RFC 6890) with multicast and the reserved rest. */
  private static final List<Block> SPECIAL_V4 =
      List.of(
          new Block("0.0.0.0", 8),
          new Block("10.0.0.0", 8),
          new Block("100.64.0.0", 10),
          new Block("127.0.0.0", 8),
          new Block("169.254.0.0", 16),
          new Block("172.16.0.0", 12),
          new Block("192.0.0.0", 24),
          new Block("192.0.2.0", 24),
          new Block("192.88.99.0", 24),
          new Block("192.168.0.0", 16),
          new Block("198.18.0.0", 15),
          new Block("198.51.100.0", 24),
          new Block("203.0.113.0", 24),
          new Block("224.0.0.0", 4),
          new Block("240.0.0.0", 4));

  /** The part of IPv6 that is given out to the public, and what is kept aside within it. */
  private static final Block GLOBAL_V6 = new Block("2000::", 3);

  private static final List<Block> SPECIAL_V6 =
      List.of(
          new Block("2001::", 23),
          new Block("2001:db8::", 32),
          new Block("2002::", 16),
          new Block("3fff::", 20));

  /** Prefix under which networks without IPv4 see the IPv4 internet (RFC 6052). */
  private static final Block NAT64 = new Block("64:ff9b::", 96);

  private PublicAddress() {}

  static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return SPECIAL_V4.stream().noneMatch(block -> block.holds(address));
    }
    if (NAT64.holds(address)) {
      return isPublic(embedded(address));
    }
    return GLOBAL_V6.holds(address) && SPECIAL_V6.stream().noneMatch(block -> block.holds(address));
  }

  private static InetAddress embedded(InetAddress address) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private record Block(byte[] prefix, int bits) {

    Block(String address, int bits) {
      this(bytes(address), bits);
    }

    private static byte[] bytes(String literal) {
      try {
        return InetAddress.getByName(literal).getAddress();
      } catch (UnknownHostException e) {
        throw new IllegalStateException("not an address: " + literal, e);
      }
    }

    boolean holds(InetAddress address) {
      byte[] bytes = address.getAddress();
      if (bytes.length != prefix.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = 0xff << (8 - bits % 8) & 0xff;
      return Arrays.equals(bytes, 0, whole, prefix, 0, whole)
          && (bits % 8 == 0 || (bytes[whole] & mask) == (prefix[whole] & mask));
    }
  }
}
