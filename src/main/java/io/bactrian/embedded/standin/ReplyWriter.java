package io.bactrian.embedded.standin;

import io.bactrian.embedded.standin.Fault.Action;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes an answer to a connection, spoiled as told. */
final class ReplyWriter {

  /** Bytes of one chunk of an answer without an end. */
  private static final int MUCH = 0x10000;

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
      endless(reply.answer().body(), reply.fault());
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

  private void endless(Content body, Fault fault) throws IOException, InterruptedException {
    boolean slow = fault.millis() != null;
    byte[] more = new byte[slow ? 1 : MUCH];
    Content begun = body;
    if (fault.body() != null) {
      begun = Content.of(fault.body().getBytes(StandardCharsets.UTF_8));
      Arrays.fill(more, (byte) 'A');
    }
    if (begun.length() > 0) {
      chunk(begun);
    }
    while (!socket.isClosed()) {
      chunk(Content.of(more));
      if (slow) {
        out.flush();
        Thread.sleep(fault.millis());
      }
    }
  }

  private void chunk(Content content) throws IOException {
    out.write((Long.toHexString(content.length()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    content.writeTo(out);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }
}
