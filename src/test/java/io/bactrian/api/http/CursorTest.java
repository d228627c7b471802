package io.bactrian.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T12:00:00.123456Z",
        "1969-12-31T23:59:59.999999Z",
        "1970-01-01T00:00:00Z"
      })
  void whatIsEncodedIsDecodedToTheMicrosecond(String at) {
    Cursor cursor = new Cursor(Instant.parse(at), UUID.randomUUID());
    assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
  }

  @Test
  void itNeedsNoEscapingInAUrl() {
    assertThat(new Cursor(Instant.now(), new UUID(-1, -1)).encode()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void noCursorIsTheFirstPage() {
    assertThat(Cursor.decode(null)).isNull();
    assertThat(Cursor.decode("")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "*",
        "AAAA",
        "f_________________AAAAAAAAAAAAAA",
        "//////////////////////////////8="
      })
  void whatIsNoneOfOursIsABadRequest(String cursor) {
    assertThatThrownBy(() -> Cursor.decode(cursor))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> assertThat(problem.getStatusCode().value()).isEqualTo(400));
  }
}
