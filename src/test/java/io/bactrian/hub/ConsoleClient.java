package io.bactrian.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uses the console as a browser does, but without one. */
final class ConsoleClient {

  private static final Pattern CSRF = Pattern.compile("X-CSRF-Token&#34;: &#34;([\\w-]+)");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI base;
  private String cookie;
  private String csrf;

  ConsoleClient(URI base) {
    this.base = base;
  }

  /** Signed in with a token. */
  ConsoleClient with(String token) {
    HttpResponse<String> answer = signIn(token, "/");
    cookie = cookieOf(answer);
    Matcher found = CSRF.matcher(get("/console/actions").body());
    csrf = found.find() ? found.group(1) : null;
    return this;
  }

  HttpResponse<String> signIn(String token, String to, String... headers) {
    return send(form("/console/sign-in", "token", token, "to", to), headers);
  }

  static String cookieOf(HttpResponse<?> answer) {
    return answer.headers().firstValue("Set-Cookie").map(set -> set.split(";", -1)[0]).orElse(null);
  }

  void bring(String other) {
    cookie = other;
  }

  String cookie() {
    return cookie;
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path).GET(), headers);
  }

  /** As a button of the page does. */
  HttpResponse<String> act(String path, String... fields) {
    return send(form(path, fields), "X-CSRF-Token", csrf, "HX-Request", "true");
  }

  /** As another page would that a browser has open. */
  HttpResponse<String> actWithoutToken(String path, String... headers) {
    return send(form(path), headers);
  }

  private HttpRequest.Builder form(String path, String... fields) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    if (cookie != null) {
      request.setHeader("Cookie", cookie);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
