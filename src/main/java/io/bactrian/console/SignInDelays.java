package io.bactrian.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes guessing slow: after each token that was wrong, the next try from the same address waits
 * longer. Nobody is kept waiting in a thread; a try that comes too early is refused unread.
 */
@Component
class SignInDelays {

  /** Addresses that are remembered; beyond it the one that failed longest ago is forgotten. */
  private static final int MOST = 10_000;

  private static final int MOST_DOUBLINGS = 30;

  private record Failures(int count, Instant nextTry) {}

  private final ConsoleSettings settings;
  private final Clock clock;
  private final Map<String, Failures> failed = new LinkedHashMap<>();

  SignInDelays(ConsoleSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** How long an address has to wait until it may try; zero if it may now. */
  synchronized Duration left(String address) {
    Failures failures = failed.get(address);
    if (failures == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), failures.nextTry());
    return left.isNegative() ? Duration.ZERO : left;
  }

  synchronized void failed(String address) {
    Failures before = failed.remove(address);
    int count = before == null ? 0 : Math.min(before.count() + 1, MOST_DOUBLINGS);
    long millis = settings.firstDelay().toMillis() << count;
    long most = settings.maxDelay().toMillis();
    failed.put(address, new Failures(count, clock.instant().plusMillis(Math.min(millis, most))));
    if (failed.size() > MOST) {
      failed.remove(failed.keySet().iterator().next());
    }
  }

  synchronized void succeeded(String address) {
    failed.remove(address);
  }
}
