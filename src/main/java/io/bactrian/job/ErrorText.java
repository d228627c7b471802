package io.bactrian.job;

/** What the ledger keeps of an error. */
final class ErrorText {

  private static final int LENGTH = 500;

  private ErrorText() {}

  /** Short enough for a row, without what PostgreSQL does not take. */
  static String shorten(String error) {
    if (error == null) {
      return "unknown";
    }
    String clean = error.replace("\u0000", "");
    return clean.length() > LENGTH ? clean.substring(0, LENGTH) : clean;
  }
}
