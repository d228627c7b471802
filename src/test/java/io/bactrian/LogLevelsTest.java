package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A level for all loggers never makes a library print what it sends and receives. */
class LogLevelsTest {

  @ParameterizedTest
  @ValueSource(strings = {"DEBUG", "trace", "ALL", " debug "})
  void aLevelBelowInfoIsThatOfOurOwnLoggers(String level) {
    ConfigurableEnvironment environment = environment(Map.of("LOGGING_LEVEL_ROOT", level));

    assertThat(environment.getProperty("logging.level.root")).isEqualTo("info");
    assertThat(environment.getProperty("logging.level.io.bactrian")).isEqualTo(level.strip());
  }

  @Test
  void whatIsNamedKeepsItsLevel() {
    ConfigurableEnvironment environment =
        environment(
            Map.of(
                "LOGGING_LEVEL_ROOT", "DEBUG",
                "LOGGING_LEVEL_IO_BACTRIAN", "WARN",
                "LOGGING_LEVEL_ORG_APACHE_CAMEL", "DEBUG"));

    assertThat(environment.getProperty("logging.level.root")).isEqualTo("info");
    assertThat(environment.getProperty("logging.level.io.bactrian")).isEqualTo("WARN");
    assertThat(environment.getProperty("logging.level.org.apache.camel")).isEqualTo("DEBUG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INFO", "WARN", "OFF"})
  void otherLevelsStayAsTheyAre(String level) {
    ConfigurableEnvironment environment = environment(Map.of("LOGGING_LEVEL_ROOT", level));

    assertThat(environment.getProperty("logging.level.root")).isEqualTo(level);
    assertThat(environment.getProperty("logging.level.io.bactrian")).isNull();
  }

  private static ConfigurableEnvironment environment(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("variables-systemEnvironment", variables));
    org.springframework.boot.context.properties.source.ConfigurationPropertySources.attach(
        environment);
    new LogLevels().postProcessEnvironment(environment, null);
    return environment;
  }
}
