package io.bactrian.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Puts the edge in front of everything that listens on the port of webhooks and API. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  /** In front of those who refuse (-100 and after), behind the metrics. */
  private static final int ORDER = -200;

  @Bean
  FilterRegistrationBean<UnreadBodyFilter> unreadBodyFilter(
      HttpSettings settings,
      @Value("${server.tomcat.max-swallow-size:2MB}") DataSize maxSwallowSize) {
    var registration =
        new FilterRegistrationBean<>(
            new UnreadBodyFilter(settings.linger().toMillis(), maxSwallowSize.toBytes()));
    registration.addUrlPatterns("/*");
    registration.setOrder(ORDER);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> edgeOfTheWebServer() {
    return factory -> {
      // Some requests never get as far as a host: TRACE, for one.
      factory.addEngineValves(new UnreadBodyValve(), new ProblemReportValve());
      factory.addContextCustomizers(
          context ->
              ((StandardHost) context.getParent())
                  .setErrorReportValveClass(ProblemReportValve.class.getName()));
    };
  }
}
