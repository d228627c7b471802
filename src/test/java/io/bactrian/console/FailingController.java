package io.bactrian.console;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A call with a bug in it. */
@RestController
class FailingController {

  @GetMapping("/api/failing")
  String fail() {
    throw new IllegalStateException("secret of the inside");
  }
}
