package io.bactrian.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A bare connection to the hub: a client library would hide what of a body is read. */
final class Wire implements AutoCloseable {

  private static final int SIXTEEN_SECONDS = 16_000;

  private final Socket socket;

  Wire(URI base) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(SIXTEEN_SECONDS);
  }

  /** Sends a request up to where its body begins. */
  void head(String request, String... headers) throws IOException {
    String head =
        request + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Where the body is to be written. */
  OutputStream body() throws IOException {
    return socket.getOutputStream();
  }

  /** Waits for the answer's first line. */
  String statusLine() throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
