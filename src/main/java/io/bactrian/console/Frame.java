package io.bactrian.console;

/**
 * What every page has around its content.
 *
 * @param texts in the reader's language
 * @param session who reads; null before they signed in
 * @param assets where stylesheet and scripts are
 * @param path of the page, without its query
 */
public record Frame(Texts texts, ConsoleSession session, Assets assets, String path) {

  public boolean mayAct() {
    return session != null && session.mayAct();
  }

  /** Whether a part of the console is the one that is shown. */
  public boolean isIn(String section) {
    return section.equals("/") ? path.equals("/") : path.startsWith(section);
  }

  /** For htmx: what each of its requests carries. */
  public String requestHeaders() {
    return session == null
        ? "{}"
        : "{\"%s\": \"%s\"}".formatted(SessionFilter.CSRF_HEADER, session.csrf());
  }
}
