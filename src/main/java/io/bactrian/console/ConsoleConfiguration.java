package io.bactrian.console;

import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the filters in front of the API. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

  /** Where Spring Boot puts security: behind the metrics, so that refused calls are counted. */
  private static final int ORDER = -100;

  @Bean
  FilterRegistrationBean<BearerFilter> bearerFilter(ApiSettings settings, ProblemWriter problems) {
    return inFront(new BearerFilter(new BearerTokens(settings.token()), problems), ORDER);
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
      ApiSettings settings, ProblemWriter problems) {
    return inFront(new BodyLimitFilter(settings.maxBodySize(), problems), ORDER + 1);
  }

  private static <F extends Filter> FilterRegistrationBean<F> inFront(F filter, int order) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns("/api/*");
    registration.setOrder(order);
    return registration;
  }
}
