package io.bactrian.api.http;

import io.bactrian.chat.InstanceName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers 400 to a parameter {@code instance} of the API that is no name of one. */
@Component
class InstanceParameter implements HandlerInterceptor, WebMvcConfigurer {

  private static final String NAME = "instance";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String[] names = request.getParameterValues(NAME);
    if (names != null && !Stream.of(names).allMatch(InstanceParameter::isFit)) {
      throw ApiProblem.invalid(
          List.of(FieldError.of(NAME, "is not the name of an instance: " + InstanceName.RULE)));
    }
    return true;
  }

  /** One that is empty filters nothing. */
  private static boolean isFit(String name) {
    return name.isEmpty() || InstanceName.isFit(name);
  }
}
