package io.bactrian.hub;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Moves the dates of a sample by whole days to today: its links bear an expiry, and a test must not
 * fail one day for no fault of the code.
 */
final class SampleDates {

  /** {@code epoch} of the samples' INDEX.json. */
  private static final long EPOCH = 1_795_350_000L;

  private static final long DAY = 86_400;
  private static final Pattern SECONDS = Pattern.compile("\\b179[0-9]{7}\\b");
  private static final Pattern OE = Pattern.compile("\\boe=([0-9A-Fa-f]{8})\\b");
  private static final Pattern AMZ_DATE = Pattern.compile("X-Amz-Date=(\\d{8}T\\d{6})Z");
  private static final DateTimeFormatter AMZ = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

  private SampleDates() {}

  static String today(String sample) {
    long shift = Math.floorDiv(Instant.now().getEpochSecond() - EPOCH, DAY) * DAY;
    if (shift <= 0) {
      return sample;
    }
    String moved =
        SECONDS
            .matcher(sample)
            .replaceAll(match -> Long.toString(Long.parseLong(match.group()) + shift));
    moved = OE.matcher(moved).replaceAll(match -> "oe=" + oe(match, shift));
    return AMZ_DATE.matcher(moved).replaceAll(match -> "X-Amz-Date=" + amz(match, shift) + "Z");
  }

  private static String oe(MatchResult match, long shift) {
    return Long.toHexString(Long.parseLong(match.group(1), 16) + shift).toUpperCase(Locale.ROOT);
  }

  private static String amz(MatchResult match, long shift) {
    LocalDateTime date = LocalDateTime.parse(match.group(1), AMZ);
    return AMZ.format(date.toInstant(ZoneOffset.UTC).plusSeconds(shift).atOffset(ZoneOffset.UTC));
  }
}
