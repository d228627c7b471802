package io.bactrian.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback ports of the embedded servers. */
final class Ports {

  private Ports() {}

  /** The port at this offset of the base, or a free one where the base is 0. */
  static int choose(int base, int offset) {
    if (base != 0) {
      return base + offset;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Says in one line whose port is taken and what changes it; the servers' own messages name
   * neither.
   */
  static void requireFree(EmbeddedServer server, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "Port "
              + port
              + " on 127.0.0.1, meant for the embedded "
              + server.title()
              + ", is taken.",
          "Stop what listens there, set BACTRIAN_EMBEDDED_BASE_PORT to another first port (0 takes"
              + " free ones), or name a real server with "
              + server.realSetting()
              + ".",
          e);
    }
  }
}
