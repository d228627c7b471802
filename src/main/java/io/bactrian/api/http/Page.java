package io.bactrian.api.http;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param next cursor of the page that follows, or null if this is the last
 */
public record Page<T>(List<T> items, String next) {

  /**
   * Makes a page of the rows that were found.
   *
   * @param rows one more than the limit, if there are so many: that is how we know of a next page
   */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = List.copyOf(rows.subList(0, limit));
    return new Page<>(items, cursor.apply(items.get(limit - 1)).encode());
  }

  <R> Page<R> map(Function<List<T>, List<R>> change) {
    return new Page<>(change.apply(items), next);
  }
}
