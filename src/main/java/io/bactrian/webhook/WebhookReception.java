package io.bactrian.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.flow.ExchangeState;
import io.bactrian.web.PayloadTooLargeException;
import io.bactrian.web.ReceivedBody;
import io.bactrian.web.SpooledBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The HTTP side of the webhook: what comes in before the event is opened, and the answer. */
@Component("webhookReception")
public class WebhookReception {

  private static final Logger log = LoggerFactory.getLogger(WebhookReception.class);

  /** Where webhooks come in, and below it. */
  static final String PATH = "/webhooks/evolution";

  private final WebhookMeter meter;
  private final ObjectMapper json;
  private final WebhookSettings settings;

  public WebhookReception(WebhookMeter meter, ObjectMapper json, WebhookSettings settings) {
    this.meter = meter;
    this.json = json;
    this.settings = settings;
  }

  /**
   * Takes the webhook that has come in; its body is gone when the exchange is complete.
   *
   * @throws UnauthorizedException if its sender is not known
   * @throws UnsupportedMediaTypeException if its body is no JSON, or encoded
   * @throws IOException if its body is too large, came too slowly or broke off
   */
  public void take(@Header("CamelHttpServletRequest") HttpServletRequest request, Exchange exchange)
      throws IOException {
    SpooledBody spooled = ReceivedBody.of(request).take();
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange completed) {
                close(spooled);
              }
            });
    exchange.setProperty(ExchangeState.PATH_EVENT, pathEvent(request.getServletPath()));
    exchange.getMessage().setBody(spooled);
  }

  /**
   * The event that the path names ({@code /webhooks/evolution/messages-upsert}); null for other
   * paths, as people put the instance there too.
   *
   * @param path decoded, and without parameters
   */
  static String pathEvent(String path) {
    return Optional.of(path)
        .filter(WebhookReception::serves)
        .map(own -> own.substring(PATH.length()).replace("/", ""))
        .filter(name -> !name.isEmpty())
        .map(WebhookEvent::normalise)
        .filter(WebhookEvent::exists)
        .orElse(null);
  }

  /**
   * Whether this is where webhooks come in, or below it.
   *
   * @param path decoded, without dots and parameters
   */
  static boolean serves(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  public void answer(
      @ExchangeProperty(ExchangeState.ANSWER) WebhookAnswer answer, Exchange exchange)
      throws IOException {
    meter.answered(answer.status(), elapsed(exchange));
    if (answer.status() == WebhookAnswer.Status.ignored) {
      log.debug("an event ignored");
    } else {
      log.info("event {} {}", answer.event(), answer.status());
    }
    write(exchange, 202, "application/json", json.writeValueAsString(answer));
  }

  /** Answers a webhook that was not taken, as {@code application/problem+json}. */
  public void refuse(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure, Exchange exchange)
      throws IOException {
    int status = status(failure);
    boolean ours = status == 503;
    if (ours) {
      // One line each: with both stores away there are as many as webhooks.
      log.warn("webhook answered 503: {}", rootCause(failure));
    }
    meter.refused(status, elapsed(exchange));
    var problem = json.createObjectNode();
    problem.put("title", title(status));
    problem.put("status", status);
    problem.put("detail", ours ? "nothing durable can take it now" : failure.getMessage());
    write(exchange, status, "application/problem+json", problem.toString());
    if (ours) {
      exchange.getMessage().setHeader("Retry-After", settings.retryAfterSeconds());
    }
    if (status == 401) {
      exchange.getMessage().setHeader("WWW-Authenticate", "Bearer");
    }
  }

  /** No store can take it now, unless it is refused for what it is; the sender sends it again. */
  private static int status(Exception failure) {
    if (failure instanceof UnauthorizedException) {
      return 401;
    }
    if (failure instanceof PayloadTooLargeException) {
      return 413;
    }
    return failure instanceof UnsupportedMediaTypeException ? 415 : 503;
  }

  private static Duration elapsed(Exchange exchange) {
    return Duration.ofMillis(exchange.getClock().elapsed());
  }

  /** Its kind alone: messages of drivers and brokers name addresses and statements. */
  private static String rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return failure.getClass().getSimpleName() + ", " + cause.getClass().getSimpleName();
  }

  private static String title(int status) {
    return switch (status) {
      case 401 -> "Unauthorized";
      case 413 -> "Payload Too Large";
      case 415 -> "Unsupported Media Type";
      default -> "Service Unavailable";
    };
  }

  private static void write(Exchange exchange, int status, String type, String body) {
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, type);
    message.setBody(body);
  }

  private static void close(SpooledBody spooled) {
    try {
      spooled.close();
    } catch (IOException e) {
      log.warn("a spooled webhook could not be removed", e);
    }
  }
}
