package io.bactrian.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.ExchangeBuilder;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.amqp.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.amqp.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

@Timeout(120)
@DisabledIfSystemProperty(
    named = "it.servers",
    matches = "real",
    disabledReason = "where real servers are configured no embedded one runs")
class EmbeddedContextIT {

  @TempDir Path dir;

  @Test
  void aContextWithNothingConfiguredWorksWithAllOfThem() {
    run(
        runner().withUserConfiguration(Topology.class),
        context -> {
          context.getBean(StringRedisTemplate.class).opsForValue().set("a", "b");
          assertThat(
                  context
                      .getBean(JdbcTemplate.class)
                      .queryForObject("select 1 where true", Integer.class))
              .isEqualTo(1);
          RabbitTemplate rabbit = context.getBean(RabbitTemplate.class);
          rabbit.convertAndSend("bactrian.jobs", "poison", "rejected");
          rabbit.convertAndSend("bactrian.jobs", "no such kind", "unrouted");
          assertThat(rabbit.receiveAndConvert("poison.dead", 10_000)).isEqualTo("rejected");
          assertThat(rabbit.receiveAndConvert("bactrian.unrouted", 10_000)).isEqualTo("unrouted");
          assertThat(new ServersOf(EmbeddedPlan.decided(context.getEnvironment())).inS3Keys())
              .isEmpty();
        });
  }

  @Test
  void connectionDetailsOfAnotherMakerWinAndNothingIsStartedBesideThem() {
    run(
        runner()
            .withBean(
                RabbitConnectionDetails.class,
                () -> () -> List.of(new RabbitConnectionDetails.Address("127.0.0.1", 1)))
            .withBean(RedisConnectionDetails.class, EmbeddedContextIT::redisElsewhere)
            .withBean(JdbcConnectionDetails.class, EmbeddedContextIT::elsewhere),
        context -> {
          assertThat(context).doesNotHaveBean("embeddedAmqp");
          assertThat(context).doesNotHaveBean("brokerJDialect");
          EmbeddedPlan plan = EmbeddedPlan.decided(context.getEnvironment());
          Ports.requireFree(EmbeddedServer.AMQP, plan.ports().get(EmbeddedServer.AMQP));
          Ports.requireFree(EmbeddedServer.POSTGRES, plan.ports().get(EmbeddedServer.POSTGRES));
        });
  }

  @Test
  void aStartThatFailsLaterLeavesNoServerBehind() {
    EmbeddedPlan[] plan = new EmbeddedPlan[1];
    runner()
        .withInitializer(context -> plan[0] = EmbeddedPlan.decided(context.getEnvironment()))
        .withBean("broken", Runnable.class, EmbeddedContextIT::fail)
        .run(context -> assertThat(context).hasFailed());
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> plan[0].ports().forEach((server, port) -> Ports.requireFree(server, port)));
    assertThat(plan[0].ports()).hasSize(5);
  }

  private void run(ApplicationContextRunner runner, Consumer<AssertableApplicationContext> test) {
    runner.run(
        context -> {
          assertThat(context).hasNotFailed();
          test.accept(context);
        });
  }

  private ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withPropertyValues(
            "bactrian.embedded.dir=" + dir,
            "bactrian.embedded.base-port=0",
            "spring.rabbitmq.listener.simple.default-requeue-rejected=false")
        .withInitializer(
            context ->
                new EmbeddedEnvironmentPostProcessor()
                    .postProcessEnvironment(context.getEnvironment(), new SpringApplication()))
        .withConfiguration(
            AutoConfigurations.of(
                EmbeddedServersAutoConfiguration.class,
                RabbitAutoConfiguration.class,
                RedisAutoConfiguration.class,
                DataSourceAutoConfiguration.class,
                JdbcTemplateAutoConfiguration.class));
  }

  private static Runnable fail() {
    throw new IllegalStateException("told to fail");
  }

  private static RedisConnectionDetails redisElsewhere() {
    return new RedisConnectionDetails() {
      @Override
      public Standalone getStandalone() {
        return Standalone.of("127.0.0.1", 1);
      }
    };
  }

  private static JdbcConnectionDetails elsewhere() {
    return new JdbcConnectionDetails() {
      @Override
      public String getUsername() {
        return "nobody";
      }

      @Override
      public String getPassword() {
        return "";
      }

      @Override
      public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:1/none";
      }
    };
  }

  /** Shaped as the real one, what refers before what is referred to. */
  @Configuration(proxyBeanMethods = false)
  static class Topology {

    @Bean
    Declarables topology() {
      DirectExchange jobs =
          ExchangeBuilder.directExchange("bactrian.jobs").alternate("bactrian.unrouted").build();
      FanoutExchange unrouted = new FanoutExchange("bactrian.unrouted");
      DirectExchange dead = new DirectExchange("bactrian.dead");
      Queue kind =
          QueueBuilder.durable("poison")
              .quorum()
              .deliveryLimit(20)
              .deadLetterExchange("bactrian.dead")
              .deadLetterRoutingKey("poison")
              .build();
      Queue deadKind = QueueBuilder.durable("poison.dead").quorum().build();
      Queue lost = QueueBuilder.durable("bactrian.unrouted").quorum().build();
      Binding bound = BindingBuilder.bind(kind).to(jobs).with("poison");
      return new Declarables(
          jobs,
          unrouted,
          dead,
          kind,
          deadKind,
          lost,
          bound,
          BindingBuilder.bind(deadKind).to(dead).with("poison"),
          BindingBuilder.bind(lost).to(unrouted));
    }

    @RabbitListener(queues = "poison")
    void reject(String message) {
      throw new AmqpRejectAndDontRequeueException(message);
    }
  }
}
