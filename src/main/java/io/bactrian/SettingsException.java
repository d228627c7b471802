package io.bactrian;

import java.util.List;

/** Settings are missing or contradict each other; the program does not start. */
public class SettingsException extends RuntimeException {

  public SettingsException(String problem) {
    super(problem);
  }

  public SettingsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
