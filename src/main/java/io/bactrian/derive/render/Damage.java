package io.bactrian.derive.render;

import java.util.Locale;

/** Which of a decoder's warnings say that part of a picture is missing. */
final class Damage {

  private Damage() {}

  /** Many a camera's picture raises harmless ones; these are of libjpeg and its kin. */
  static boolean isSerious(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    return text.contains("premature end")
        || text.contains("corrupt")
        || text.contains("truncated")
        || text.contains("eof");
  }
}
