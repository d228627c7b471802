package io.bactrian;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.orm.jpa.EntityManagerFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hibernate starts beside the rest of the program, for it takes a tenth of the whole start. */
@Configuration(proxyBeanMethods = false)
class PersistenceStart {

  @Bean
  EntityManagerFactoryBuilderCustomizer startsInBackground() {
    return builder -> builder.setBootstrapExecutor(new SimpleAsyncTaskExecutor("jpa-start-"));
  }

  /** A migration may go through whole tables, which takes longer than any other statement may. */
  @Bean
  FlywayConfigurationCustomizer migrationsTakeTheirTime() {
    return configuration ->
        configuration.dataSource(new PatientDataSource(configuration.getDataSource()));
  }

  /** Connections that wait for an answer without end; the pool takes them back as they were. */
  static final class PatientDataSource extends DelegatingDataSource {

    PatientDataSource(DataSource pool) {
      super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      connection.setNetworkTimeout(Runnable::run, 0);
      return connection;
    }
  }
}
