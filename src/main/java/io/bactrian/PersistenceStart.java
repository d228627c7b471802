package io.bactrian;

import org.springframework.boot.autoconfigure.orm.jpa.EntityManagerFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** Hibernate starts beside the rest of the program, for it takes a tenth of the whole start. */
@Configuration(proxyBeanMethods = false)
class PersistenceStart {

  @Bean
  EntityManagerFactoryBuilderCustomizer startsInBackground() {
    return builder -> builder.setBootstrapExecutor(new SimpleAsyncTaskExecutor("jpa-start-"));
  }
}
