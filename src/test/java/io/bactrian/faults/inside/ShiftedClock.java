package io.bactrian.faults.inside;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.context.annotation.Primary;

/** The program's clock, wrong by the duration in the system property {@link #SHIFT}. */
@Primary
public final class ShiftedClock extends Clock {

  public static final String SHIFT = "bactrian.clock.shift";

  private final Clock clock =
      Clock.offset(Clock.systemUTC(), Duration.parse(System.getProperty(SHIFT)));

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return clock.withZone(zone);
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }
}
