package io.bactrian;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Through what all SQL of the program goes: Spring Boot builds its {@code JdbcClient} on it. */
@Configuration(proxyBeanMethods = false)
class Statements {

  @Bean
  NamedParameterJdbcTemplate namedParameterJdbcTemplate(JdbcTemplate positions) {
    return new NamedStatements(positions);
  }
}
