package io.bactrian.embedded;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.amqp.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.amqp.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Embedded servers as connection details, each where {@link EmbeddedPlan} wants it and nothing else
 * gave the details. All are begun at once, before the first bean waits for its own.
 */
@AutoConfiguration(
    before = {
      RabbitAutoConfiguration.class,
      RedisAutoConfiguration.class,
      DataSourceAutoConfiguration.class
    })
@ConditionalOnProperty(prefix = "bactrian.embedded", name = "active")
class EmbeddedServersAutoConfiguration {

  private static final String PLAN = "bactrian.embedded.plan";

  /** The servers with connection details, by the name of the bean that gives them. */
  private static final Map<EmbeddedServer, String> DETAILS =
      Map.of(
          EmbeddedServer.AMQP, "embeddedAmqp",
          EmbeddedServer.REDIS, "embeddedRedis",
          EmbeddedServer.POSTGRES, "embeddedPostgres");

  @Bean
  static EmbeddedServers embeddedServers(Environment environment) {
    return new EmbeddedServers(EmbeddedSettings.of(environment), EmbeddedPlan.decided(environment));
  }

  @Bean
  static BeanFactoryPostProcessor embeddedServersBegin() {
    return beans -> {
      EmbeddedServers servers = beans.getBean(EmbeddedServers.class);
      for (EmbeddedServer server : servers.plan().ports().keySet()) {
        String details = DETAILS.get(server);
        if (details == null || beans.containsBeanDefinition(details)) {
          servers.begin(server);
        }
      }
    };
  }

  /** Before everything that has a life cycle: routes and the web server find all of them up. */
  @Bean
  static SmartLifecycle embeddedServersUp(EmbeddedServers servers) {
    return new FirstPhase(servers::awaitAll);
  }

  @Bean
  @ConditionalOnProperty(prefix = PLAN, name = "amqp")
  @ConditionalOnMissingBean(RabbitConnectionDetails.class)
  RabbitConnectionDetails embeddedAmqp(EmbeddedServers servers) {
    servers.await(EmbeddedServer.AMQP);
    int port = servers.plan().ports().get(EmbeddedServer.AMQP);
    return new RabbitConnectionDetails() {
      @Override
      public String getUsername() {
        return AmqpBroker.USER;
      }

      @Override
      public String getPassword() {
        return AmqpBroker.USER;
      }

      @Override
      public String getVirtualHost() {
        return AmqpBroker.VIRTUAL_HOST;
      }

      @Override
      public List<Address> getAddresses() {
        return List.of(new Address("127.0.0.1", port));
      }
    };
  }

  @Bean
  @ConditionalOnBean(name = "embeddedAmqp")
  BrokerJDialect brokerJDialect() {
    return new BrokerJDialect();
  }

  @Bean
  @ConditionalOnBean(name = "embeddedAmqp")
  static AlternatesFirst alternatesFirst() {
    return new AlternatesFirst();
  }

  @Bean
  @ConditionalOnProperty(prefix = PLAN, name = "redis")
  @ConditionalOnMissingBean(RedisConnectionDetails.class)
  RedisConnectionDetails embeddedRedis(EmbeddedServers servers) {
    servers.await(EmbeddedServer.REDIS);
    int port = servers.plan().ports().get(EmbeddedServer.REDIS);
    return new RedisConnectionDetails() {
      @Override
      public Standalone getStandalone() {
        return Standalone.of("127.0.0.1", port);
      }
    };
  }

  @Bean
  @ConditionalOnProperty(prefix = PLAN, name = "postgres")
  @ConditionalOnMissingBean(JdbcConnectionDetails.class)
  JdbcConnectionDetails embeddedPostgres(EmbeddedServers servers) {
    servers.await(EmbeddedServer.POSTGRES);
    String authority = servers.plan().authority(EmbeddedServer.POSTGRES);
    return new JdbcConnectionDetails() {
      @Override
      public String getUsername() {
        return PostgresServer.USER;
      }

      @Override
      public String getPassword() {
        return PostgresServer.USER;
      }

      @Override
      public String getJdbcUrl() {
        return "jdbc:postgresql://" + authority + "/postgres";
      }
    };
  }

  @Bean
  FirstRunHelp firstRunHelp() {
    return new FirstRunHelp(System.out);
  }
}
