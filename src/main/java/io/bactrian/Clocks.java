package io.bactrian;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The time of day, as a bean so that tests can set it. */
@Configuration
@EnableScheduling
public class Clocks {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
