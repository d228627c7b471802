package io.bactrian.embedded.standin;

import io.bactrian.embedded.standin.Fault.Action;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Writes an answer to a connection, spoiled as told. */
final class ReplyWriter {

  private final Socket socket;
  private final OutputStream out;

  ReplyWriter(Socket socket, OutputStream out) {
    this.socket = socket;
    this.out = out;
  }

  /** Whether the connection can be used again. */
  boolean write(Request request, Reply reply) throws IOException, InterruptedException {
    if (reply.fails(Action.HANG) || reply.fails(Action.LOSE)) {
      // Reads until the other side gives up.
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return false;
    }
    if (reply.fails(Action.RESET) && SpoiledStream.bytes(reply.fault()) == 0) {
      SpoiledStream.reset(socket);
      return false;
    }
    if (reply.fails(Action.DELAY)) {
      Thread.sleep(reply.fault().millis());
    }
    boolean endless = reply.fails(Action.ENDLESS);
    boolean last = endless || "close".equalsIgnoreCase(request.headers().get("connection"));
    out.write(head(reply.answer(), endless, last).getBytes(StandardCharsets.ISO_8859_1));
    if (request.method().equals("HEAD")) {
      out.flush();
      return !last;
    }
    if (endless) {
      endless(reply.answer().body());
      return false;
    }
    OutputStream body = reply.fault() == null ? out : new SpoiledStream(out, socket, reply.fault());
    reply.answer().body().writeTo(body);
    out.flush();
    return !last;
  }

  private static String head(Answer answer, boolean endless, boolean last) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " \r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append(
        endless
            ? "Transfer-Encoding: chunked\r\n"
            : "Content-Length: " + answer.body().length() + "\r\n");
    return head.append(last ? "Connection: close\r\n\r\n" : "\r\n").toString();
  }

  private void endless(Content body) throws IOException {
    out.write((Long.toHexString(body.length()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    body.writeTo(out);
    while (!socket.isClosed()) {
      out.write("\r\n10000\r\n".getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[0x10000]);
    }
  }
}
