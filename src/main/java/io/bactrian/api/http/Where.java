package io.bactrian.api.http;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conditions of a list, only those that were asked for: a condition that may be absent written
 * into the SQL would keep PostgreSQL from using its indexes.
 */
public final class Where {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  public static Where all() {
    return new Where();
  }

  /** Adds a condition on a value that was given; a null or blank one asks for nothing. */
  public Where and(String condition, String name, Object value) {
    if (value == null || value.toString().isBlank()) {
      return this;
    }
    conditions.add(condition);
    values.put(name, value instanceof Enum<?> constant ? constant.name() : value);
    return this;
  }

  public Where always(String condition) {
    conditions.add(condition);
    return this;
  }

  /** Begins behind the cursor in a list that is ordered newest first. */
  public Where page(PageRequest page, String time, String id) {
    Cursor after = page.after();
    if (after != null) {
      conditions.add("(%s, %s) < (:afterTime, :afterId)".formatted(time, id));
      values.put("afterTime", after.at().atOffset(ZoneOffset.UTC));
      values.put("afterId", after.id());
    }
    values.put("limit", page.limit() + 1);
    return this;
  }

  public String sql() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions) + " ";
  }

  public Map<String, Object> values() {
    return values;
  }
}
