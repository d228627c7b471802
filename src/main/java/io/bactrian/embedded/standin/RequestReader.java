package io.bactrian.embedded.standin;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads HTTP/1.1 requests off a connection. */
final class RequestReader {

  private static final int LONGEST_LINE = 64 * 1024;
  private static final int LARGEST_BODY = 512 * 1024 * 1024;

  private final InputStream in;
  private final OutputStream out;

  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** The next request; null where the other side has closed. */
  Request read() throws IOException {
    String start = line();
    if (start == null) {
      return null;
    }
    String[] words = start.split(" ", 3);
    if (words.length < 3) {
      throw new IOException("not a request line");
    }
    Map<String, String> headers = headers();
    if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    String[] target = words[1].split("\\?", 2);
    return new Request(
        words[0], target[0], target.length == 2 ? target[1] : "", headers, body(headers));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        body.write(exactly(size));
        line();
        if (body.size() > LARGEST_BODY) {
          throw new IOException("body too large");
        }
      }
      headers();
      return body.toByteArray();
    }
    return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
  }

  private int chunkSize() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException();
    }
    return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    if (length > LARGEST_BODY) {
      throw new IOException("body too large");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (b != '\r') {
        line.write(b);
      }
      if (line.size() > LONGEST_LINE) {
        throw new IOException("line too long");
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
