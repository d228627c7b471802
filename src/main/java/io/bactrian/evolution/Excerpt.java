package io.bactrian.evolution;

/** What of a stranger's error text may be kept and logged: its words. */
public final class Excerpt {

  private Excerpt() {}

  /** Links, JIDs, numbers and keys are replaced by an ellipsis, and what is too long is cut. */
  public static String of(String text, int longest) {
    String words =
        text.replaceAll("<[^>]*>", " ")
            .replaceAll("\\S*(://|@|\\d{5}|[A-Za-z0-9+/=_-]{25})\\S*", "…")
            .replaceAll("[\\p{C}\\s]+", " ")
            .strip();
    return words.length() <= longest ? words : words.substring(0, longest) + "…";
  }
}
