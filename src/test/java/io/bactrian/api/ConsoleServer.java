package io.bactrian.api;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.bactrian.api.send.Outbox;
import io.bactrian.audit.AuditBook;
import io.bactrian.embedded.TestPostgres;
import io.bactrian.job.JobAnnouncer;
import io.bactrian.job.JobKindSettings;
import io.bactrian.job.JobKinds;
import io.bactrian.job.JobTally;
import io.bactrian.job.Parked;
import io.bactrian.lane.LaneProbe;
import io.bactrian.memory.DecodingBudget;
import io.bactrian.memory.DecodingSettings;
import io.bactrian.storage.ObjectStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.MultipleOpenApiSupportConfiguration;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.HttpEncodingAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** The console alone, on a real web server and a real database: one for all tests of a run. */
public final class ConsoleServer {

  public static final String TOKEN = "t0ken-of-tests";
  static final String NEXT_TOKEN = "t0ken-of-tomorrow";

  private static ConsoleServer shared;

  private final ConfigurableApplicationContext context;

  private ConsoleServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static synchronized ConsoleServer shared() {
    if (shared == null) {
      shared = start(migrated(TestPostgres.emptyDatabase()), "jdbc:unused");
    }
    return shared;
  }

  /** One whose database can't be reached. */
  static ConsoleServer withoutDatabase() {
    return start(null, "jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1");
  }

  /** One of its own on a database that has what it needs. */
  static ConsoleServer on(DataSource database) {
    return start(database, "jdbc:unused");
  }

  void stop() {
    context.close();
  }

  public Api api() {
    return new Api("http://127.0.0.1:" + port(), TOKEN);
  }

  public Api api(String token) {
    return new Api("http://127.0.0.1:" + port(), token);
  }

  public int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", int.class);
  }

  public FakeHub hub() {
    return context.getBean(FakeHub.class);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public void publish(Object event) {
    context.publishEvent(event);
  }

  /** An empty ledger, and rows to put into it. */
  public Ledger emptyLedger() {
    Ledger ledger = new Ledger(context.getBean(JdbcClient.class));
    ledger.clear();
    return ledger;
  }

  private static ConsoleServer start(DataSource database, String url) {
    return new ConsoleServer(
        new SpringApplicationBuilder(Slice.class)
            .initializers(
                context -> {
                  if (database != null) {
                    context.getBeanFactory().registerSingleton("dataSource", database);
                  }
                })
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.datasource.url=" + url,
                "spring.datasource.hikari.initialization-fail-timeout=-1",
                "springdoc.api-docs.path=/api/openapi.json",
                "springdoc.paths-to-match=/api/**",
                "springdoc.override-with-generic-response=false",
                "bactrian.kinds[send_message].lane=fast",
                "bactrian.kinds[send_message].reprocessable=true",
                "bactrian.kinds[send_message].expected-time=1s",
                "bactrian.kinds[fetch_group_info].lane=fast",
                "bactrian.kinds[fetch_group_info].reprocessable=true",
                "bactrian.kinds[fetch_group_info].expected-time=1s",
                "bactrian.kinds[process_incoming_media].lane=durable",
                "bactrian.kinds[process_incoming_media].reprocessable=false",
                "bactrian.kinds[process_incoming_media].expected-time=1m",
                "bactrian.api.token=" + TOKEN + ", " + NEXT_TOKEN,
                "bactrian.api.max-limit=5",
                "bactrian.api.max-body-size=2MB",
                "bactrian.api.max-media-size=1MB",
                "bactrian.api.lane-freshness=0",
                "bactrian.stream.heartbeat=100ms",
                "bactrian.stream.lane-interval=50ms",
                "bactrian.stream.max-clients=2")
            // Not as properties, over which the program's own settings come.
            .run(
                "--spring.datasource.hikari.connection-timeout=500",
                "--spring.mvc.async.request-timeout=300ms"));
  }

  private static DataSource migrated(DataSource database) {
    Flyway.configure().dataSource(database).load().migrate();
    return database;
  }

  /** Not annotated as a configuration, lest a scan of the whole program's classes finds it. */
  @ConfigurationPropertiesScan({"io.bactrian.api", "io.bactrian.web"})
  @EnableConfigurationProperties(JobKindSettings.class)
  @Import({JobKinds.class, Parked.class})
  @ComponentScan(
      basePackages = {"io.bactrian.api", "io.bactrian.web"},
      // What connects the console with the rest of the program; FakeHub stands in for it.
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.ASSIGNABLE_TYPE,
              classes = {
                DerivativeController.class,
                InstanceController.class,
                InstanceConnector.class,
                ReconciliationController.class,
                Outbox.class
              }))
  @ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocWebMvcConfiguration.class,
    MultipleOpenApiSupportConfiguration.class
  })
  static class Slice {
    @Bean
    FakeHub hub() {
      return new FakeHub();
    }

    @Bean
    JobTally jobTally(JdbcClient jdbc) {
      return new JobTally(jdbc);
    }

    @Bean
    Outbox outbox(FakeHub hub) {
      return hub.outbox();
    }

    @Bean
    LaneProbe laneProbe(FakeHub hub) {
      return hub.probe();
    }

    /** The one thing of object storage that the API asks for. */
    @Bean
    ObjectStorage objectStorage() {
      ObjectStorage storage = mock(ObjectStorage.class);
      when(storage.presign(any(), any(), any()))
          .thenAnswer(call -> FakeHub.link(call.getArgument(0)));
      return storage;
    }

    /** Nobody hears here of what changes. */
    @Bean
    JobAnnouncer jobAnnouncer() {
      return mock(JobAnnouncer.class);
    }

    @Bean
    DecodingBudget decodingBudget() {
      return new DecodingBudget(
          new DecodingSettings(null, DataSize.ofMegabytes(2), Duration.ofSeconds(1), 8),
          new SimpleMeterRegistry());
    }

    @Bean
    SlowAnswer slowAnswer() {
      return new SlowAnswer();
    }

    @Bean
    AuditBook auditBook() {
      return new AuditBook(Clock.systemUTC(), new SimpleMeterRegistry());
    }
  }
}
