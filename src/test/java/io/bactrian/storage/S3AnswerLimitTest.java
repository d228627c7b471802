package io.bactrian.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.memory.AnswerTooLargeException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.Abortable;

/** A connection that is not given back is missing in the pool for ever. */
class S3AnswerLimitTest {

  private static final int LIMIT = 10_000;

  private final class Connection extends FilterInputStream implements Abortable {

    Connection(int length) {
      super(new ByteArrayInputStream(new byte[length]));
    }

    @Override
    public void close() {
      given = "back";
    }

    @Override
    public void abort() {
      given = "up";
    }
  }

  private String given = "not at all";

  private S3AnswerLimit.LimitedAnswer answer(int length) {
    return new S3AnswerLimit.LimitedAnswer(new Connection(length), LIMIT);
  }

  @Test
  void anAnswerThatWasReadGivesItBack() throws IOException {
    try (S3AnswerLimit.LimitedAnswer answer = answer(LIMIT)) {
      assertThat(answer.readAllBytes()).hasSize(LIMIT);
    }
    assertThat(given).isEqualTo("back");
  }

  @Test
  void anAnswerOfWhichLittleIsLeftGivesItBack() throws IOException {
    try (S3AnswerLimit.LimitedAnswer answer = answer(100)) {
      assertThat(answer.read()).isZero();
    }
    assertThat(given).isEqualTo("back");
  }

  @Test
  void anAnswerOfWhichMuchIsLeftGivesItUp() throws IOException {
    answer(LIMIT).close();
    assertThat(given).isEqualTo("up");
  }

  @Test
  void anAnswerOverTheLimitGivesItUp() throws IOException {
    S3AnswerLimit.LimitedAnswer answer = answer(LIMIT + 1);
    assertThatThrownBy(answer::readAllBytes).isInstanceOf(AnswerTooLargeException.class);
    answer.close();
    assertThat(given).isEqualTo("up");
  }
}
