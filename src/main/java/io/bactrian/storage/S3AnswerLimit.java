package io.bactrian.storage;

import io.bactrian.memory.AnswerSettings;
import io.bactrian.memory.AnswerTooLargeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Reads of what S3 answers, but for the objects themselves, no more than any answer may have. */
final class S3AnswerLimit implements ExecutionInterceptor {

  private final long largest;

  S3AnswerLimit(AnswerSettings settings) {
    largest = settings.maxSize().toBytes();
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    boolean object =
        context.request() instanceof GetObjectRequest && context.httpResponse().isSuccessful();
    return object
        ? context.responseBody()
        : context.responseBody().map(answer -> new LimitedAnswer(answer, largest));
  }

  /**
   * Gives its connection back when it is closed: to be used again where the answer was read to its
   * end, else it is broken off, for closing an answer reads all that is left of it.
   */
  static final class LimitedAnswer extends FilterInputStream implements Abortable {

    private static final int MOST_LEFT = 4096;

    private final long limit;
    private long count;
    private boolean ended;

    LimitedAnswer(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      ended |= read < 0;
      count += Math.max(0, read);
      if (count > limit) {
        throw new AnswerTooLargeException(limit);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      boolean whole = false;
      try {
        whole = ended || (count <= limit && in.readNBytes(MOST_LEFT).length < MOST_LEFT);
      } finally {
        if (whole) {
          in.close();
        } else {
          abort();
        }
      }
    }

    @Override
    public void abort() {
      if (in instanceof Abortable abortable) {
        abortable.abort();
      }
    }
  }
}
