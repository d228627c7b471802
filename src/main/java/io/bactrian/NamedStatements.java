package io.bactrian;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreatorFactory;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.util.ConcurrentLruCache;

/**
 * Statements with named parameters, each of which is turned into one with positions once. Spring
 * writes that text anew for every execution, and the driver then has to read all of it to find the
 * statement that it has prepared. Only where a parameter is a collection the text depends on it.
 */
class NamedStatements extends NamedParameterJdbcTemplate {

  /** More than there are statements, and not without end. */
  private static final int CACHED = 1000;

  private final ConcurrentLruCache<ParsedSql, String> positional =
      new ConcurrentLruCache<>(
          CACHED, parsed -> NamedParameterUtils.substituteNamedParameters(parsed, null));

  NamedStatements(JdbcTemplate positions) {
    super(positions);
    setCacheLimit(CACHED);
  }

  @Override
  protected PreparedStatementCreatorFactory getPreparedStatementCreatorFactory(
      ParsedSql parsed, SqlParameterSource parameters) {
    return isPlain(parameters)
        ? new PreparedStatementCreatorFactory(
            positional.get(parsed), NamedParameterUtils.buildSqlParameterList(parsed, parameters))
        : super.getPreparedStatementCreatorFactory(parsed, parameters);
  }

  private static boolean isPlain(SqlParameterSource parameters) {
    return parameters instanceof MapSqlParameterSource map
        && map.getValues().values().stream()
            .noneMatch(value -> value instanceof Iterable || value instanceof SqlParameterValue);
  }
}
