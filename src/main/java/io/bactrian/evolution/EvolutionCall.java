package io.bactrian.evolution;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Exchange;

/**
 * One call of Evolution API, ready to be sent.
 *
 * @param method GET or POST
 * @param url with every part from outside encoded: Camel would resolve a {@code {{…}}} left in it
 * @param apiKey sent in the header of the same name
 * @param body JSON, or null
 * @param hold how long Evolution keeps the call open on purpose before it does anything
 */
public record EvolutionCall(String method, String url, String apiKey, String body, Duration hold) {

  /** A call of {@code /{path}/{instance}}, with an optional query. */
  public static EvolutionCall of(
      String method,
      URI base,
      String path,
      String instance,
      String query,
      String key,
      String body) {
    String root = base.toString().replaceAll("/+$", "");
    String url = root + "/" + path + "/" + encode(instance) + (query == null ? "" : "?" + query);
    return new EvolutionCall(method, url, key, body, Duration.ZERO);
  }

  /** The same, kept open for so long on purpose. */
  public EvolutionCall held(Duration time) {
    return new EvolutionCall(method, url, apiKey, body, time);
  }

  /** Percent-encodes a path segment or a query value. */
  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Puts the call onto the exchange, in place of whatever headers it had. */
  public void apply(Exchange exchange) {
    var message = exchange.getMessage();
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_URI, url);
    message.setHeader(Exchange.HTTP_METHOD, method);
    message.setHeader("apikey", apiKey);
    if (body != null) {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
    message.setBody(body);
  }

  @Override
  public String toString() {
    return method + " " + url;
  }
}
