package io.bactrian.leaks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Sets the level of all loggers of this process as a start of the program does. */
final class LogLevel {

  /** Settings without which no start gets as far; nothing is done with them. */
  private static final String[] REQUIRED = {
    "bactrian.webhook.token",
    "bactrian.api.token",
    "spring.datasource.url",
    "spring.rabbitmq.host",
    "spring.data.redis.host",
    "bactrian.s3.bucket",
    "bactrian.evolution.api-key"
  };

  private LogLevel() {}

  static void set(String level) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (String name : REQUIRED) {
      settings.put(name, "unused");
    }
    settings.put("bactrian.evolution.base-url", "http://unused.test");
    settings.put("logging.level.root", level);
    if (level.equals("INFO")) {
      settings.put("logging.level.io.bactrian", level);
    }
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("level", settings));
    SpringApplication program = new SpringApplication(LogLevel.class);
    program.setWebApplicationType(WebApplicationType.NONE);
    program.setEnvironment(environment);
    program.run().close();
  }
}
