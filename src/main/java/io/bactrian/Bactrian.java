package io.bactrian;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub: webhooks of Evolution API in, two lanes of jobs, stored media out. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Bactrian {

  public static void main(String[] args) {
    SpringApplication.run(Bactrian.class, args);
  }
}
