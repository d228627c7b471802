package io.bactrian.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /actuator/prometheus} says. */
record Scrape(String text) {

  private static final Pattern SAMPLE =
      Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? (\\S+)$", Pattern.MULTILINE);

  static Scrape of(HubClient hub, int managementPort) {
    HttpResponse<String> answer =
        hub.send(
            HttpRequest.newBuilder(
                java.net.URI.create(
                    "http://127.0.0.1:" + managementPort + "/actuator/prometheus")));
    assertThat(answer.statusCode()).isEqualTo(200);
    return new Scrape(answer.body());
  }

  Set<String> names() {
    return new java.util.TreeSet<>(samples().keySet().stream().map(Scrape::name).toList());
  }

  /** The value of a series, by its name and labels as they are written; NaN where it is absent. */
  double value(String name, String... labels) {
    return samples().entrySet().stream()
        .filter(sample -> name(sample.getKey()).equals(name))
        .filter(sample -> Set.of(labels).stream().allMatch(sample.getKey()::contains))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElse(Double.NaN);
  }

  private Map<String, Double> samples() {
    Map<String, Double> samples = new TreeMap<>();
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      String labels = sample.group(2) == null ? "" : sample.group(2);
      samples.put(
          sample.group(1) + labels, Double.valueOf(sample.group(3).replace("+Inf", "Infinity")));
    }
    return samples;
  }

  private static String name(String series) {
    return series.replaceAll("\\{.*", "");
  }
}
