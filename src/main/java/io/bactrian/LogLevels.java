package io.bactrian;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Keeps {@code LOGGING_LEVEL_ROOT=DEBUG} from printing secrets. HTTP clients, the HTTP server,
 * drivers and brokers' clients write headers, bodies, parameters and commands into their lines
 * below INFO, with keys, texts and numbers. So a level below INFO for all loggers is that of our
 * own, which tell none of these; whoever wants the lines of a library names its logger.
 */
public class LogLevels implements EnvironmentPostProcessor, Ordered {

  private static final String ROOT = "logging.level.root";
  private static final String OWN = "logging.level.io.bactrian";
  private static final Set<String> BELOW_INFO = Set.of("debug", "trace", "all");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String root = environment.getProperty(ROOT, "");
    if (!BELOW_INFO.contains(root.strip().toLowerCase(Locale.ROOT))) {
      return;
    }
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("levelOfAllLoggers", Map.of(ROOT, "info")));
    if (!StringUtils.hasText(environment.getProperty(OWN))) {
      environment
          .getPropertySources()
          .addLast(new MapPropertySource("levelOfOwnLoggers", Map.of(OWN, root.strip())));
    }
  }

  /** As soon as all files of settings are read. */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }
}
