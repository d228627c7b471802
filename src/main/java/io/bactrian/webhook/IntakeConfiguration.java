package io.bactrian.webhook;

import io.bactrian.web.BodyReceivers;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the filter in front of the webhook. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  /** Where Spring Boot puts security: behind the metrics, so that refused calls are counted. */
  private static final int ORDER = -100;

  /** In front of everything: it tells by itself which paths lead to the webhook's route. */
  @Bean
  FilterRegistrationBean<WebhookBodyFilter> webhookBodyFilter(
      IntakeOpening opening, WebhookHead head, BodyReceivers bodies, WebhookSettings settings) {
    var registration =
        new FilterRegistrationBean<>(new WebhookBodyFilter(opening, head, bodies, settings));
    registration.addUrlPatterns("/*");
    registration.setOrder(ORDER);
    return registration;
  }
}
