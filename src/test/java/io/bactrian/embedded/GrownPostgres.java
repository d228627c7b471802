package io.bactrian.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A database in which much has happened already, on one connection that tells of each statement how
 * PostgreSQL carried it out. Filled once for all tests, which therefore change nothing that counts.
 */
public final class GrownPostgres {

  /** Beside twice as many jobs, and a twentieth that waits. */
  public static final int MESSAGES = 100_000;

  /** Tables that grow with every message. */
  public static final List<String> GROWING =
      List.of("message", "attachment", "derivative", "job", "event", "conversation", "identity");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static GrownPostgres shared;

  private final SingleConnectionDataSource database;

  private GrownPostgres(SingleConnectionDataSource database) {
    this.database = database;
  }

  /** The one of all tests. */
  public static synchronized GrownPostgres shared() {
    if (shared == null) {
      try {
        shared = fill(TestPostgres.emptyDatabase());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return shared;
  }

  public DataSource database() {
    return database;
  }

  private static GrownPostgres fill(DataSource empty) throws SQLException {
    Flyway.configure().dataSource(empty).load().migrate();
    // Kept open: what is prepared is planned for any parameters after some executions.
    Connection connection = empty.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("set grown.messages = " + MESSAGES);
      statement.execute(script());
      statement.execute("analyze");
    }
    return new GrownPostgres(new SingleConnectionDataSource(connection, true));
  }

  private static String script() {
    try {
      return new ClassPathResource("grown-ledger.sql").getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How the statements of some work were carried out, as {@code EXPLAIN (ANALYZE, FORMAT JSON)}
   * writes it.
   */
  public List<JsonNode> plansOf(Runnable work) {
    explain(true);
    try {
      return logged(work).stream()
          .map(ILoggingEvent::getFormattedMessage)
          .filter(line -> line.startsWith("SQLWarning ignored") && line.contains("plan:"))
          .map(line -> line.substring(line.indexOf('{'), line.lastIndexOf('}') + 1))
          .map(GrownPostgres::read)
          .toList();
    } finally {
      explain(false);
    }
  }

  /** The statements of some work of the program, wherever it runs, by threads of such names. */
  public static Set<String> statementsOf(Runnable work, Predicate<String> threads) {
    Pattern executed = Pattern.compile("Executing prepared SQL statement \\[(.*)]", Pattern.DOTALL);
    return logged(work).stream()
        .filter(line -> threads.test(line.getThreadName()))
        .map(ILoggingEvent::getFormattedMessage)
        .map(executed::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<ILoggingEvent> logged(Runnable work) {
    Logger templates = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
    Level level = templates.getLevel();
    List<ILoggingEvent> lines = Collections.synchronizedList(new ArrayList<>());
    AppenderBase<ILoggingEvent> log =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent line) {
            // Or it would have the name of the thread that asks.
            line.prepareForDeferredProcessing();
            lines.add(line);
          }
        };
    log.start();
    templates.addAppender(log);
    templates.setLevel(Level.DEBUG);
    templates.setAdditive(false);
    try {
      work.run();
    } finally {
      templates.detachAppender(log);
      templates.setLevel(level);
      templates.setAdditive(true);
    }
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /**
   * How PostgreSQL would carry out a statement for any parameters, which are written as {@code ?}.
   */
  public JsonNode plan(String sql) {
    AtomicInteger parameters = new AtomicInteger();
    String numbered =
        Pattern.compile("\\?")
            .matcher(sql)
            .replaceAll(found -> "\\$" + parameters.incrementAndGet());
    String nothing = String.join(", ", Collections.nCopies(parameters.get(), "null"));
    try (Statement statement = database.getConnection().createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      statement.execute("prepare looked_at as " + numbered);
      try (ResultSet plan =
          statement.executeQuery(
              "explain (format json) execute looked_at"
                  + (nothing.isEmpty() ? "" : "(" + nothing + ")"))) {
        plan.next();
        return read(plan.getString(1)).path(0).path("Plan");
      } finally {
        statement.execute("deallocate looked_at");
        statement.execute("reset plan_cache_mode");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void explain(boolean wanted) {
    try (Statement statement = database.getConnection().createStatement()) {
      if (wanted) {
        statement.execute("load 'auto_explain'");
        statement.execute("set auto_explain.log_format = json");
        statement.execute("set auto_explain.log_analyze = on");
        statement.execute("set auto_explain.log_timing = off");
        statement.execute("set client_min_messages = log");
      }
      statement.execute("set auto_explain.log_min_duration = " + (wanted ? 0 : -1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(String plan) {
    try {
      return JSON.readTree(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(plan, e);
    }
  }
}
