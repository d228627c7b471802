package io.bactrian.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alert rules, by Prometheus' own tool. */
class AlertRulesIT {

  private static final Path FOLDER = Path.of("deploy/prometheus");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  @Test
  void eachFiresWhereItHasToAndKeepsStillWhereItMust() throws Exception {
    assumeTrue(
        Programs.inPath("promtool").isPresent(), "promtool is not installed (package prometheus)");

    Process promtool =
        new ProcessBuilder(
                Programs.inPath("promtool").orElseThrow().toString(),
                "test",
                "rules",
                "bactrian-alerts.test.yaml")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(output).isZero();
  }

  @Test
  void everyRuleHasATest() throws IOException {
    String tests = Files.readString(FOLDER.resolve("bactrian-alerts.test.yaml"));
    Set<String> alerts = new TreeSet<>();
    Matcher alert = ALERT.matcher(Files.readString(FOLDER.resolve("bactrian-alerts.yaml")));
    while (alert.find()) {
      alerts.add(alert.group(1));
    }

    assertThat(alerts)
        .hasSizeGreaterThan(10)
        .allSatisfy(name -> assertThat(tests).contains(name + " fires", name + " keeps still"));
  }
}
