package io.bactrian.evolution;

import io.bactrian.chat.InstanceName;
import io.bactrian.failure.PermanentFailureException;
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
 * @param instance on whose behalf; null for a call that concerns all of them
 * @param file that the body takes along, or null
 * @param patience how long its answer may take at most; null for what the settings allow any call
 */
public record EvolutionCall(
    String method,
    String url,
    String apiKey,
    String body,
    Duration hold,
    String instance,
    CarriedFile file,
    Duration patience) {

  /**
   * A call of {@code /{path}/{instance}}, with an optional query.
   *
   * @throws PermanentFailureException if no instance may be called that: a server may read dots in
   *     a path as steps, percent-encoded or not
   */
  public static EvolutionCall of(
      String method,
      URI base,
      String path,
      String instance,
      String query,
      String key,
      String body) {
    if (!InstanceName.isFit(instance)) {
      throw new PermanentFailureException("no instance can be called that");
    }
    String url = root(base) + path + "/" + encode(instance) + (query == null ? "" : "?" + query);
    return new EvolutionCall(method, url, key, body, Duration.ZERO, instance, null, null);
  }

  /** A call of {@code /{path}}, which concerns all instances. */
  public static EvolutionCall ofAll(String method, URI base, String path, String key) {
    return new EvolutionCall(method, root(base) + path, key, null, Duration.ZERO, null, null, null);
  }

  /** The same, kept open for so long on purpose. */
  public EvolutionCall held(Duration time) {
    return new EvolutionCall(method, url, apiKey, body, time, instance, file, patience);
  }

  /** The same, taking a file along. */
  public EvolutionCall carrying(CarriedFile carried) {
    return new EvolutionCall(method, url, apiKey, body, hold, instance, carried, patience);
  }

  /** The same, for somebody who waits no longer than that. */
  public EvolutionCall within(Duration time) {
    return new EvolutionCall(method, url, apiKey, body, hold, instance, file, time);
  }

  private static String root(URI base) {
    return base.toString().replaceAll("/+$", "") + "/";
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
    message.setBody(file == null ? body : file.in(body));
  }

  @Override
  public String toString() {
    return method + " " + url;
  }
}
