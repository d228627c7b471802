package io.bactrian.webhook;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/**
 * Whether webhooks can be taken: the web server opens its port before the routes stand, and may
 * outlive them at a stop.
 */
@Component
public class IntakeOpening {

  private static final String ROUTE = "receive-webhook";
  private static final String PROBLEM =
      "{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"starting or stopping\"}";

  private final ApplicationAvailability availability;
  private final ObjectProvider<CamelContext> camel;
  private final WebhookMeter meter;
  private final WebhookSettings settings;

  public IntakeOpening(
      ApplicationAvailability availability,
      ObjectProvider<CamelContext> camel,
      WebhookMeter meter,
      WebhookSettings settings) {
    this.availability = availability;
    this.camel = camel;
    this.meter = meter;
    this.settings = settings;
  }

  boolean isOpen() {
    // Camel is asked for only once all beans stand: asking earlier would make it too early.
    return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
        && camel.getObject().getRouteController().getRouteStatus(ROUTE) == ServiceStatus.Started;
  }

  /** Tells the sender to come again; nothing of the body is read. */
  void refuse(HttpServletResponse response) throws IOException {
    meter.refused(HttpServletResponse.SC_SERVICE_UNAVAILABLE, Duration.ZERO);
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Retry-After", Long.toString(settings.retryAfterSeconds()));
    response.setContentType("application/problem+json");
    response.getWriter().write(PROBLEM);
  }
}
