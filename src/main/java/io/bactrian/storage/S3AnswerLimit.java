package io.bactrian.storage;

import io.bactrian.memory.AnswerSettings;
import io.bactrian.memory.LimitedStream;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
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
        : context.responseBody().map(answer -> new LimitedStream(answer, largest));
  }
}
