package io.bactrian.routes;

import java.util.stream.Stream;

/** One rule that every file of a routes folder keeps. */
interface RouteCheck {

  /** One line for each place of the file that breaks the rule. */
  Stream<String> problems(RouteFile file, RouteFolder folder);
}
