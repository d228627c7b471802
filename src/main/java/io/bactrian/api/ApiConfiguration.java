package io.bactrian.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.bactrian.api.http.ApiSettings;
import io.bactrian.api.http.BearerFilter;
import io.bactrian.api.http.BearerTokens;
import io.bactrian.api.http.BodyLimitFilter;
import io.bactrian.api.http.CallLimitFilter;
import io.bactrian.api.http.ProblemWriter;
import io.bactrian.api.send.MessageRequest;
import io.bactrian.memory.DecodingBudget;
import io.bactrian.web.BodyReceivers;
import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the filters in front of the API, and says how strictly it reads. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  /** Where Spring Boot puts security: behind the metrics, so that refused calls are counted. */
  private static final int ORDER = -100;

  private static final String API = "/api/*";

  /** Its people wait in the same line as the API's clients. */
  private static final String CONSOLE = "/console/*";

  /** The path {@code /} and no other. */
  private static final String FRONT_PAGE = "";

  @Bean
  FilterRegistrationBean<BearerFilter> bearerFilter(BearerTokens tokens, ProblemWriter problems) {
    return inFront(new BearerFilter(tokens, problems), ORDER, API);
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
      ApiSettings settings, BodyReceivers bodies, DecodingBudget budget, ProblemWriter problems) {
    return inFront(
        new BodyLimitFilter(
            settings.maxBodySize(), bodies, budget, settings.retryAfter(), problems),
        ORDER + 1,
        API,
        CONSOLE);
  }

  /** Behind the body's filter, so that no place is held while a body comes. */
  @Bean
  FilterRegistrationBean<CallLimitFilter> callLimitFilter(
      ApiSettings settings, ProblemWriter problems) {
    return inFront(
        new CallLimitFilter(settings.maxCalls(), settings.retryAfter(), problems),
        ORDER + 2,
        API,
        CONSOLE,
        FRONT_PAGE);
  }

  /**
   * A body that asks for a message to be sent is taken at its word: what follows the JSON, and a
   * number where a text belongs, are mistakes of its sender, to be told before people read them.
   */
  @Bean
  WebMvcConfigurer strictMessageRequests(ObjectMapper json) {
    ObjectMapper strict = json.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (CoercionInputShape other :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      strict.coercionConfigFor(LogicalType.Textual).setCoercion(other, CoercionAction.Fail);
    }
    return new WebMvcConfigurer() {
      @Override
      public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        for (HttpMessageConverter<?> converter : converters) {
          if (converter instanceof MappingJackson2HttpMessageConverter jackson) {
            jackson.registerObjectMappersForType(
                MessageRequest.class, mappers -> mappers.put(MediaType.APPLICATION_JSON, strict));
          }
        }
      }
    };
  }

  private static <F extends Filter> FilterRegistrationBean<F> inFront(
      F filter, int order, String... patterns) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns(patterns);
    registration.setOrder(order);
    return registration;
  }
}
