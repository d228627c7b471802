package io.bactrian.job;

import java.util.List;

/** The declared kinds break the golden rule; the program does not start. */
public class GoldenRuleViolation extends RuntimeException {

  public GoldenRuleViolation(List<String> violations) {
    super(String.join(System.lineSeparator(), violations));
  }
}
