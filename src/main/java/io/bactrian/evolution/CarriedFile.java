package io.bactrian.evolution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A file that a call takes along as base64, made as it is written: it is held once, as it is. */
public final class CarriedFile {

  private final String field;
  private final byte[] bytes;

  /**
   * @param field of the call's JSON that is to hold it
   * @param bytes not copied, for there may be many
   */
  public CarriedFile(String field, byte[] bytes) {
    this.field = field;
    this.bytes = bytes;
  }

  /**
   * The body of the call.
   *
   * @param json an object with all of the other fields, of which there are some
   */
  HttpEntity in(String json) {
    byte[] begin = ("{\"" + field + "\":\"").getBytes(US_ASCII);
    byte[] end = ("\"," + json.substring(1)).getBytes(UTF_8);
    return new Body(begin, bytes, end);
  }

  private static final class Body extends AbstractHttpEntity {
    private final byte[] begin;
    private final byte[] file;
    private final byte[] end;

    Body(byte[] begin, byte[] file, byte[] end) {
      super(ContentType.APPLICATION_JSON, null);
      this.begin = begin;
      this.file = file;
      this.end = end;
    }

    @Override
    public long getContentLength() {
      return begin.length + (file.length + 2L) / 3 * 4 + end.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(begin);
      try (OutputStream base64 = Base64.getEncoder().wrap(new Open(out))) {
        new ByteArrayInputStream(file).transferTo(base64);
      }
      out.write(end);
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public boolean isStreaming() {
      return false;
    }

    /** Nobody reads what is to be written. */
    @Override
    public InputStream getContent() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  /** Closing the base64 ends it, and not what it is part of. */
  private static final class Open extends FilterOutputStream {

    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
