package io.bactrian.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * An empty database for tests that need nothing else of the program: on the server that the
 * settings name, or else on an embedded one that ends with the JVM.
 */
public final class TestPostgres {

  private TestPostgres() {}

  /** A database of its own for the caller. */
  public static DataSource emptyDatabase() {
    String real = System.getenv("SPRING_DATASOURCE_URL");
    return real == null ? embedded() : beside(real);
  }

  private static DataSource beside(String url) {
    String user = System.getenv("SPRING_DATASOURCE_USERNAME");
    String password = System.getenv("SPRING_DATASOURCE_PASSWORD");
    String name = "console_" + ProcessHandle.current().pid() + "_" + System.nanoTime();
    try (var connection = DriverManager.getConnection(url, user, password);
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DriverManagerDataSource(url.replaceFirst("/[^/]*$", "/" + name), user, password);
  }

  private static DataSource embedded() {
    try {
      Path folder = Files.createTempDirectory("bactrian-postgres");
      int port = Ports.choose(0, 0);
      EmbeddedSettings settings =
          new EmbeddedSettings(
              true, folder.toString(), 0, Duration.ofSeconds(60), Duration.ofSeconds(20));
      AutoCloseable server = PostgresServer.start(folder.resolve("postgres"), port, settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, folder)));
      return new DriverManagerDataSource(
          "jdbc:postgresql://127.0.0.1:" + port + "/postgres", PostgresServer.USER, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void close(AutoCloseable server, Path folder) {
    try {
      server.close();
      FileSystemUtils.deleteRecursively(folder);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
