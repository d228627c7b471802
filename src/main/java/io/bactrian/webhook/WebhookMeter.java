package io.bactrian.webhook;

import io.bactrian.webhook.WebhookAnswer.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Counts and times webhooks by what they were answered: {@code bactrian.webhook.answers} with the
 * tags {@code status} (of HTTP) and {@code answer} (of the body; {@code refused} without one). The
 * time runs from the request's head to the answer, and so holds the sender's own slowness too.
 */
@Component
public class WebhookMeter {

  private final MeterRegistry meters;

  public WebhookMeter(MeterRegistry meters) {
    this.meters = meters;
    for (Status status : Status.values()) {
      timer(202, status.name());
    }
    for (int status : new int[] {401, 413, 415, 503}) {
      timer(status, "refused");
    }
  }

  void answered(Status status, Duration time) {
    timer(202, status.name()).record(time);
  }

  void refused(int status, Duration time) {
    timer(status, "refused").record(time);
  }

  private Timer timer(int status, String answer) {
    return Timer.builder("bactrian.webhook.answers")
        .tags("status", Integer.toString(status), "answer", answer)
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30))
        .register(meters);
  }
}
