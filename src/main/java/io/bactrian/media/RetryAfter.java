package io.bactrian.media;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;

/** Reads the {@code Retry-After} of an answer (RFC 9110, section 10.2.3). */
final class RetryAfter {

  private RetryAfter() {}

  /**
   * How long to wait.
   *
   * @param value seconds or an HTTP date; may be null
   * @param cap the longest wait that a stranger may ask for
   * @return null if nothing usable is asked
   */
  static Duration parse(String value, Instant now, Duration cap) {
    if (value == null) {
      return null;
    }
    String text = value.strip();
    Duration asked;
    if (text.matches("\\d{1,9}")) {
      asked = Duration.ofSeconds(Long.parseLong(text));
    } else {
      Instant date = DateUtils.parseStandardDate(text);
      if (date == null || date.isBefore(now)) {
        return null;
      }
      asked = Duration.between(now, date);
    }
    return asked.compareTo(cap) > 0 ? cap : asked;
  }
}
