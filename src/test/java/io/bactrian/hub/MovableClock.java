package io.bactrian.hub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.context.annotation.Primary;

/** The program's clock, which a test may put forward; right until then. */
@Primary
final class MovableClock extends Clock {

  private volatile Duration ahead = Duration.ZERO;

  void forward(Duration time) {
    ahead = ahead.plus(time);
  }

  void right() {
    ahead = Duration.ZERO;
  }

  @Override
  public ZoneId getZone() {
    return Clock.systemUTC().getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(Clock.system(zone), ahead);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }
}
