package io.bactrian.api.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the newest rows of several parts of a table, each of which an index holds in order. Of
 * each part no more is read than a page, and only of those parts whose own newest row is among the
 * newest of all parts: so a page costs the same however many rows there are.
 */
public final class NewestOf {

  private static final String SQL =
      """
      with recursive %4$s,
      part as materialized (select * from %5$s where %6$s),
      heads as materialized (
        select part.*, head.head_at, head.head_id from part cross join lateral (
          select r.%2$s as head_at, r.id as head_id from %1$s r%3$s
          order by r.%2$s desc, r.id desc limit 1) as head
        order by head_at desc, head_id desc limit :limit),
      newest as materialized (
        select found.at, found.id from heads as part cross join lateral (
          select r.%2$s as at, r.id from %1$s r%3$s
          order by r.%2$s desc, r.id desc limit :limit) as found
        order by at desc, id desc limit :limit)
      """;

  private static final String VALUES =
      """
      (select %2$s from %1$s order by %2$s limit 1)
      union all
      select (select next.%2$s from %1$s next where next.%2$s > %3$s.%4$s
        order by next.%2$s limit 1)
      from %3$s where %3$s.%4$s is not null""";

  private final String table;
  private final String time;
  private final Where where = Where.all();
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * @param table whose rows are asked for
   * @param time column by which it is ordered, newest first
   */
  public NewestOf(String table, String time) {
    this.table = table;
    this.time = time;
  }

  /**
   * A part for each value of a column, or for the one that was given.
   *
   * @param source table that has all the values, with an index that begins with them
   * @param name of that column
   * @param given null or blank for all
   */
  public NewestOf each(String column, String source, String name, String given) {
    return given == null || given.isBlank()
        ? each(column, valuesOf(source, name, "each_" + column, column))
        : each(column, "select cast(:%s as text)".formatted(column)).with(column, given);
  }

  /**
   * The query of a recursive table expression: the values of a column, one after the other in an
   * index that begins with it, the last of them null.
   *
   * @param expression its name
   * @param as that of its column
   */
  public static String valuesOf(String source, String column, String expression, String as) {
    return VALUES.formatted(source, column, expression, as);
  }

  /** The same of a column whose values are known. */
  public NewestOf each(String column, Enum<?>[] known, Enum<?> given) {
    Stream<Enum<?>> asked = given == null ? Stream.of(known) : Stream.of(given);
    return each(column, "select unnest(cast(:%s as text[]))".formatted(column))
        .with(column, asked.map(Enum::name).toArray(String[]::new));
  }

  /** A part for each value of a column that a query gives, once each. */
  public NewestOf each(String column, String query) {
    columns.put(column, query);
    where.always("r.%1$s = part.%1$s".formatted(column));
    return this;
  }

  /** A value that a query of a column's values names. */
  public NewestOf with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** A condition of the rows, which are named {@code r}, on a value if one was given. */
  public NewestOf and(String condition, String name, Object value) {
    where.and(condition, name, value);
    return this;
  }

  /**
   * Common table expressions, the last of which, {@code newest}, has the ids of the page and in
   * {@code at} their times.
   */
  public String sql(PageRequest page) {
    where.page(page, "r." + time, "r.id");
    values.putAll(where.values());
    return SQL.formatted(
        table,
        time,
        where.sql(),
        columns.entrySet().stream()
            .map(each -> "each_%1$s (%1$s) as (%2$s)".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(",\n")),
        joined("each_%s", " cross join "),
        joined("%s is not null", " and "));
  }

  private String joined(String format, String between) {
    List<String> each = new ArrayList<>();
    columns.keySet().forEach(column -> each.add(format.formatted(column)));
    return String.join(between, each);
  }

  /** The parameters of {@link #sql}. */
  public Map<String, Object> values() {
    return values;
  }
}
