package io.bactrian.embedded.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A JSON object whose last field is a content as base64, encoded as it is written. */
final class Base64Content implements Content {

  private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

  private final byte[] beginning;
  private final Content content;

  Base64Content(ObjectNode fields, String name, Content content) {
    try {
      String json = Samples.JSON.writeValueAsString(fields);
      this.beginning =
          (json.substring(0, json.length() - 1) + ",\"buffer\":null,\"" + name + "\":\"")
              .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    this.content = content;
  }

  @Override
  public long length() {
    return beginning.length + (content.length() + 2) / 3 * 4 + END.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(beginning);
    try (OutputStream encoder = Base64.getEncoder().wrap(new Open(out))) {
      content.writeTo(encoder);
    }
    out.write(END);
  }

  /** Closing the encoder ends the base64 and must not end the answer. */
  private static final class Open extends FilterOutputStream {

    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() {
      // The answer goes on.
    }
  }
}
