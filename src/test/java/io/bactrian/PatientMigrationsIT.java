package io.bactrian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.bactrian.embedded.TestPostgres;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A migration of large tables takes longer than the program waits for any other statement. */
class PatientMigrationsIT {

  private static final String LONG = "select pg_sleep(2)";

  @Test
  void aMigrationMayTakeLongerThanAStatement() {
    DriverManagerDataSource database = (DriverManagerDataSource) TestPostgres.emptyDatabase();
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl(database.getUrl());
    settings.setUsername(database.getUsername());
    settings.setPassword(database.getPassword());
    settings.setMaximumPoolSize(1);
    settings.addDataSourceProperty("socketTimeout", "1");
    try (HikariDataSource pool = new HikariDataSource(settings)) {
      FluentConfiguration configuration = Flyway.configure().dataSource(pool);
      new PersistenceStart().migrationsTakeTheirTime().customize(configuration);

      assertThatThrownBy(() -> query(pool)).hasRootCauseMessage("Read timed out");
      assertThat(query(configuration.getDataSource())).isNotNull();
      // The pool's only connection, taken back from the migration.
      assertThatThrownBy(() -> query(pool)).hasRootCauseMessage("Read timed out");
    }
  }

  private static Object query(DataSource database) {
    return new JdbcTemplate(database).queryForList(LONG);
  }
}
