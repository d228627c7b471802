package io.bactrian.api.http;

/**
 * Which part of a list is asked for.
 *
 * @param limit rows of a page
 * @param after where the page begins, or null for the newest
 */
public record PageRequest(int limit, Cursor after) {

  /**
   * Reads what a client asks for.
   *
   * @param limit null for the default; more than the greatest is cut to it
   * @throws ApiProblem 400 for a limit below one or a foreign cursor
   */
  public static PageRequest of(Integer limit, String cursor, ApiSettings settings) {
    if (limit != null && limit < 1) {
      throw ApiProblem.badRequest("'limit' must be 1 or more.");
    }
    int rows = limit == null ? settings.defaultLimit() : limit;
    return new PageRequest(Math.min(rows, settings.maxLimit()), Cursor.decode(cursor));
  }
}
