package io.bactrian.api;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Answers never, as a webhook whose route is held up. */
@Hidden
@RestController
final class SlowAnswer {

  static final String PATH = "/api/slow";

  @GetMapping(PATH)
  DeferredResult<String> never() {
    return new DeferredResult<>();
  }
}
