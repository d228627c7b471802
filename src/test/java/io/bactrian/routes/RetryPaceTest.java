package io.bactrian.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A rung that a passing fault hit is tried again within 2 s, as the hub is delivered. */
class RetryPaceTest {

  private static final Path ROUTES = Path.of("routes");

  /** By which Camel's collision avoidance spreads a delay. */
  private static final double SPREAD = 1.15;

  @Test
  void everyRetryOfARungFollowsWithinTwoSeconds() throws IOException {
    String policies = Files.readString(ROUTES.resolve("step-errors.camel.yaml"));
    String policy = policies.substring(policies.indexOf("SourceUnavailableException"));
    assertThat(policy).contains("redeliveryDelay: \"{{bactrian.redelivery.delay}}\"");
    int retries = number(policy, "maximumRedeliveries");
    double longest = delay() * Math.pow(number(policy, "backOffMultiplier"), retries - 1) * SPREAD;

    assertThat(retries).isPositive();
    assertThat(longest).isLessThan(2000);
  }

  private static long delay() throws IOException {
    Properties delivered = new Properties();
    try (Reader reader = Files.newBufferedReader(ROUTES.resolve("application.properties"))) {
      delivered.load(reader);
    }
    return Long.parseLong(delivered.getProperty("bactrian.redelivery.delay"));
  }

  private static int number(String policy, String name) {
    Matcher found = Pattern.compile(name + ": (\\d+)").matcher(policy);
    assertThat(found.find()).as(name).isTrue();
    return Integer.parseInt(found.group(1));
  }
}
