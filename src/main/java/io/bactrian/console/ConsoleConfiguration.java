package io.bactrian.console;

import io.bactrian.api.http.ProblemWriter;
import io.bactrian.storage.S3Endpoint;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the session in front of the console, and says what its pages may load. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

  /** Where the API has its tokens checked: before a body is read. */
  private static final int ORDER = -100;

  @Bean
  FilterRegistrationBean<SessionFilter> sessionFilter(
      Sessions sessions, ProblemWriter problems, S3Endpoint storage) {
    FilterRegistrationBean<SessionFilter> registration =
        new FilterRegistrationBean<>(
            new SessionFilter(sessions, problems, policy(storage.publicOrigins())));
    registration.addUrlPatterns("", ConsolePaths.ROOT + "/*");
    registration.setOrder(ORDER);
    return registration;
  }

  /**
   * Nothing runs but the hub's own two scripts, and nothing is loaded from elsewhere but media
   * files from object storage.
   */
  static String policy(List<String> storage) {
    return String.format(
        Locale.ROOT,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' %1$s; media-src"
            + " 'self' %1$s; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'",
        String.join(" ", storage));
  }
}
