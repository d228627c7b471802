package io.bactrian.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Prometheus of the distribution that scrapes one target every second. */
public final class NativePrometheus extends NativeServer {

  private final HttpClient http = HttpClient.newHttpClient();
  private final String target;
  private final Path rules;

  /**
   * @param target host and port of what is scraped at {@code /actuator/prometheus}
   * @param rules file of alert rules
   */
  public NativePrometheus(String target, Path rules) {
    super("prometheus");
    this.target = target;
    this.rules = rules;
  }

  public static boolean available() {
    return Programs.inPath("prometheus").isPresent();
  }

  /** The answer to a query, as JSON. */
  public String query(String expression) {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
  }

  /** The rules as they were loaded and evaluated, as JSON. */
  public String rules() {
    return get("/api/v1/rules");
  }

  @Override
  protected void prepare() throws IOException {
    Files.writeString(
        folder().resolve("prometheus.yml"),
        """
        global:
          scrape_interval: 1s
          evaluation_interval: 1s
        rule_files: ["%s"]
        scrape_configs:
          - job_name: bactrian
            metrics_path: /actuator/prometheus
            static_configs:
              - targets: ["%s"]
        """
            .formatted(rules.toAbsolutePath(), target));
  }

  @Override
  protected List<String> command() {
    return List.of(
        Programs.inPath("prometheus").orElseThrow().toString(),
        "--config.file=" + folder().resolve("prometheus.yml"),
        "--storage.tsdb.path=" + folder().resolve("data"),
        "--web.listen-address=127.0.0.1:" + port(),
        "--log.level=warn");
  }

  @Override
  protected boolean answers() {
    return get("/-/ready").contains("Ready");
  }

  private String get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).build(),
              BodyHandlers.ofString());
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
