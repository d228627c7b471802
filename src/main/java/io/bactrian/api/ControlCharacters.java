package io.bactrian.api;

import io.bactrian.api.http.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets no control character into the API, by a query's parameter or by a path: none of what is
 * asked for has any in its name, and the database takes no NUL.
 */
final class ControlCharacters implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    request.getParameterMap().forEach(ControlCharacters::refuse);
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> variables) {
      variables.forEach((name, value) -> refuse("" + name, "" + value));
    }
    return true;
  }

  private static void refuse(String name, String[] values) {
    for (String value : values) {
      refuse(name, value);
    }
  }

  private static void refuse(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      String shown =
          name.chars().anyMatch(Character::isISOControl) ? "A parameter" : "'" + name + "'";
      throw ApiProblem.badRequest(shown + " must not hold control characters.");
    }
  }
}
